package kalem.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Settings;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends messages to addresses that people named. Nothing goes to a private network unless the
 * operator allows it, and redirects are not followed.
 */
@Component
public class PublicPosts implements AutoCloseable {
  private static final int CONNECTIONS = 64;

  private final CloseableHttpClient http;

  @Autowired
  PublicPosts(Settings settings) {
    this(settings.allowsPrivateEndpoints() ? SystemDefaultDnsResolver.INSTANCE : new PublicHosts());
  }

  PublicPosts(DnsResolver hosts) {
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(hosts)
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(Timeout.ofSeconds(10)).build())
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * What the other side said.
   *
   * @param body its beginning
   */
  public record Answer(int status, String body) {}

  /**
   * Sends one message.
   *
   * @param patience with which every part of the answer is waited for
   * @param most bytes of the answer that are kept
   * @throws KalemException invalid when the URL is none, or leads into a private network
   * @throws IOException when the other side can not be reached, or does not answer
   */
  public Answer post(
      String url, Map<String, String> headers, byte[] body, Duration patience, int most)
      throws IOException {
    HttpPost post = new HttpPost(address(url));
    headers.forEach(post::setHeader);
    post.setEntity(new ByteArrayEntity(body, null));
    post.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(patience))
            .setConnectionRequestTimeout(Timeout.of(patience))
            .build());
    try (ClassicHttpResponse answer = http.executeOpen(null, post, null)) {
      return new Answer(answer.getCode(), text(answer.getEntity(), most));
    }
  }

  private static String text(@org.jspecify.annotations.Nullable HttpEntity entity, int most)
      throws IOException {
    if (entity == null) {
      return "";
    }
    try (InputStream content = entity.getContent()) {
      return new String(content.readNBytes(most), StandardCharsets.UTF_8);
    }
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url);
      if (("https".equalsIgnoreCase(address.getScheme())
              || "http".equalsIgnoreCase(address.getScheme()))
          && address.getHost() != null
          && address.getUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAddress();
    }
    throw notAnAddress();
  }

  private static KalemException notAnAddress() {
    return KalemException.invalid(
        "The URL must start with http:// or https:// and go without a user name.");
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
