package kalem.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Settings;
import kalem.server.storage.PublicHosts.PrivateHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Posts JSON to services that callers name by URL. Nothing in a private network is called, unless
 * the operator allows it; redirects are not followed; answers and waiting are bounded.
 */
@Component
public class PublicCalls implements AutoCloseable {
  private static final int CONNECTIONS = 64;
  private static final Timeout PATIENCE = Timeout.ofSeconds(30);

  private final CloseableHttpClient http;

  @Autowired
  PublicCalls(Settings settings) {
    this(settings.allowsPrivateEndpoints() ? SystemDefaultDnsResolver.INSTANCE : new PublicHosts());
  }

  PublicCalls(DnsResolver hosts) {
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
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  /**
   * What a service answered.
   *
   * @param status of HTTP
   * @param body read as UTF-8
   */
  public record Reply(int status, String body) {}

  /**
   * Posts JSON and waits for the whole answer.
   *
   * @param most bytes of the answer
   * @throws IOException with a sentence for people when there is none in time, when it is longer,
   *     or when the address is private or none
   */
  public Reply post(String url, String json, Duration patience, int most) throws IOException {
    HttpPost request = request(url, json);
    FutureTask<Reply> call = new FutureTask<>(() -> reply(request, most));
    Thread.ofVirtual().name("public-call").start(call);
    try {
      return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      request.cancel();
      throw new IOException("no answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      request.cancel();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static HttpPost request(String url, String json) throws IOException {
    try {
      HttpPost request = new HttpPost(PublicFiles.address(url));
      request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
      return request;
    } catch (KalemException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static IOException failure(ExecutionException e) {
    return e.getCause() instanceof PrivateHostException refused
        ? new IOException(refused.getMessage(), e)
        : new IOException("it can not be reached or broke off", e);
  }

  private Reply reply(HttpPost request, int most) throws IOException {
    return http.execute(
        request,
        answer -> {
          HttpEntity entity = answer.getEntity();
          if (entity == null) {
            return new Reply(answer.getCode(), "");
          }
          try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
              request.cancel();
              throw new IOException("the answer is too long");
            }
            return new Reply(answer.getCode(), new String(body, StandardCharsets.UTF_8));
          }
        });
  }
}
