package kalem.server.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import kalem.server.kernel.KalemException;
import kalem.server.storage.PublicHosts.PrivateHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Fetches files that callers name by URL: the one way from the server to addresses it was told.
 * Nothing in a private network is fetched, whatever redirects lead there; sizes are bounded, and so
 * is the patience with those who send slowly.
 */
@Component
public class PublicFiles implements AutoCloseable {
  private static final Timeout PATIENCE = Timeout.ofSeconds(30);
  private static final int CONNECTIONS = 256;
  private static final int MOST_REDIRECTS = 5;
  private static final int REDIRECTS = 3;
  private static final int OK = 200;

  private final CloseableHttpClient http;

  @Autowired
  PublicFiles() {
    this(new PublicHosts());
  }

  PublicFiles(DnsResolver hosts) {
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(hosts)
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(PATIENCE)
                            .setSocketTimeout(PATIENCE)
                            .build())
                    .build())
            // Redirects are checked one by one; files are kept as they are.
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  /**
   * Opens a file.
   *
   * @param most bytes; reading beyond fails
   * @throws KalemException invalid when the URL is none, leads into a private network or answers
   *     with anything but the file; in reading also when it comes too slowly
   * @throws IOException when the other side can not be reached, or breaks off
   */
  public InputStream open(String url, long most) throws IOException {
    String next = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      ClassicHttpResponse answer = get(next);
      if (answer.getCode() / 100 != REDIRECTS) {
        return content(next, answer, most);
      }
      answer.close();
      next = target(next, answer);
    }
    throw KalemException.invalid(shown(url) + " redirects too often.");
  }

  private ClassicHttpResponse get(String url) throws IOException {
    try {
      return http.executeOpen(null, new HttpGet(address(url)), null);
    } catch (PrivateHostException e) {
      throw KalemException.invalid(
          shown(url) + " lies in a private network, so nothing is fetched from there.");
    }
  }

  static URI address(String url) {
    try {
      URI address = URI.create(url);
      if (("https".equalsIgnoreCase(address.getScheme())
              || "http".equalsIgnoreCase(address.getScheme()))
          && address.getHost() != null
          && address.getUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAddress(url);
    }
    throw notAnAddress(url);
  }

  private static KalemException notAnAddress(String url) {
    return KalemException.invalid(
        shown(url)
            + " is no URL that starts with http:// or https:// and goes without a user name.");
  }

  private static String target(String from, ClassicHttpResponse answer) {
    Header header = answer.getFirstHeader("Location");
    String location = header == null ? "" : header.getValue();
    try {
      return URI.create(from).resolve(location).toString();
    } catch (IllegalArgumentException e) {
      throw notAnAddress(location);
    }
  }

  private static InputStream content(String url, ClassicHttpResponse answer, long most)
      throws IOException {
    HttpEntity body = answer.getEntity();
    if (answer.getCode() == OK && body != null && body.getContentLength() <= most) {
      InputStream steady =
          new SteadyInputStream(body.getContent(), System::nanoTime, () -> tooSlow(url));
      return new Bounded(answer, steady, most);
    }
    answer.close();
    throw KalemException.invalid(
        answer.getCode() == OK
            ? shown(url) + " has more than " + most + " bytes."
            : shown(url) + " answers with status " + answer.getCode() + ".");
  }

  private static KalemException tooSlow(String url) {
    return KalemException.invalid(
        shown(url) + " is sent too slowly: less than 16 KiB a second for a minute.");
  }

  /** Without the query, which may hold secrets. */
  private static String shown(String url) {
    String bare = url.split("[?#]", 2)[0];
    return bare.length() <= 200 ? bare : bare.substring(0, 200) + "…";
  }

  private static final class Bounded extends FilterInputStream {
    private final ClassicHttpResponse answer;
    private long left;

    Bounded(ClassicHttpResponse answer, InputStream in, long most) {
      super(in);
      this.answer = answer;
      this.left = most;
    }

    /** Breaks off: what nobody wants is not read to its end. */
    @Override
    public void close() throws IOException {
      answer.close();
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("The file is larger than allowed");
      }
    }
  }
}
