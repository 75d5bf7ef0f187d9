package kalem.server.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.PrivateHosts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Fetches files that callers name by URL: the one way from the server to addresses it was told.
 * Nothing in a private network is fetched, whatever redirects lead there; sizes are bounded.
 *
 * <p>The check looks a host up and the client does so again: the JVM keeps what it found for longer
 * than lies between the two, so both see the same addresses.
 */
@Component
public class PublicFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_REDIRECTS = 5;
  private static final int REDIRECTS = 3;
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Predicate<String> isPrivate;

  @Autowired
  PublicFiles() {
    this(url -> new PrivateHosts().holds(url));
  }

  PublicFiles(Predicate<String> isPrivate) {
    this.isPrivate = isPrivate;
  }

  /**
   * Opens a file.
   *
   * @param most bytes; reading beyond fails
   * @throws KalemException invalid when the URL is none, leads into a private network or answers
   *     with anything but the file
   * @throws IOException when the other side can not be reached, or breaks off
   */
  public InputStream open(String url, long most) throws IOException {
    String next = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> answer = get(next);
      if (answer.statusCode() / 100 != REDIRECTS) {
        return content(next, answer, most);
      }
      answer.body().close();
      next = target(next, answer);
    }
    throw KalemException.invalid(shown(url) + " redirects too often.");
  }

  private HttpResponse<InputStream> get(String url) throws IOException {
    URI address = address(url);
    if (isPrivate.test(url)) {
      throw KalemException.invalid(
          shown(url) + " lies in a private network, so nothing is fetched from there.");
    }
    try {
      return http.send(
          HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while fetching " + shown(url), e);
    }
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url);
      if (("https".equalsIgnoreCase(address.getScheme())
              || "http".equalsIgnoreCase(address.getScheme()))
          && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAddress(url);
    }
    throw notAnAddress(url);
  }

  private static KalemException notAnAddress(String url) {
    return KalemException.invalid(shown(url) + " is no URL that starts with http:// or https://.");
  }

  private static String target(String from, HttpResponse<InputStream> answer) {
    String location = answer.headers().firstValue("Location").orElse("");
    try {
      return URI.create(from).resolve(location).toString();
    } catch (IllegalArgumentException e) {
      throw notAnAddress(location);
    }
  }

  private static InputStream content(String url, HttpResponse<InputStream> answer, long most)
      throws IOException {
    long announced = answer.headers().firstValueAsLong("Content-Length").orElse(0);
    if (answer.statusCode() == OK && announced <= most) {
      return new Bounded(answer.body(), most);
    }
    answer.body().close();
    throw KalemException.invalid(
        answer.statusCode() == OK
            ? shown(url) + " has more than " + most + " bytes."
            : shown(url) + " answers with status " + answer.statusCode() + ".");
  }

  /** Without the query, which may hold secrets. */
  private static String shown(String url) {
    String bare = url.split("[?#]", 2)[0];
    return bare.length() <= 200 ? bare : bare.substring(0, 200) + "…";
  }

  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long most) {
      super(in);
      this.left = most;
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
