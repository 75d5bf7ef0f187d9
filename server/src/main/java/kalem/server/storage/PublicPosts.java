package kalem.server.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import org.apache.hc.core5.io.Closer;
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
   * @param patience with which the whole answer is waited for
   * @param most bytes of the answer that are kept
   * @throws KalemException invalid when the URL is none
   * @throws IOException with a sentence for people when the other side lies in a private network,
   *     can not be reached, or does not answer in time
   */
  public Answer post(
      String url, Map<String, String> headers, byte[] body, Duration patience, int most)
      throws IOException {
    HttpPost post = new HttpPost(PublicFiles.address(url));
    headers.forEach(post::setHeader);
    post.setEntity(new ByteArrayEntity(body, null));
    post.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(patience))
            .setConnectionRequestTimeout(Timeout.of(patience))
            .build());
    FutureTask<Answer> call = new FutureTask<>(() -> answer(post, most));
    Thread.ofVirtual().name("public-post").start(call);
    try {
      return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      post.cancel();
      throw new IOException("no answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException("the message could not be sent", e);
    } catch (InterruptedException e) {
      post.cancel();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Answer answer(HttpPost post, int most) throws IOException {
    ClassicHttpResponse answer = http.executeOpen(null, post, null);
    try {
      HttpEntity entity = answer.getEntity();
      if (entity == null) {
        return new Answer(answer.getCode(), "");
      }
      byte[] begun = entity.getContent().readNBytes(most + 1);
      if (begun.length > most) {
        // Closing would read on to the end, which may never come.
        post.cancel();
      }
      int kept = Math.min(begun.length, most);
      return new Answer(answer.getCode(), new String(begun, 0, kept, StandardCharsets.UTF_8));
    } finally {
      // Of a connection that was broken off nothing more is to be had.
      Closer.closeQuietly(answer);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
