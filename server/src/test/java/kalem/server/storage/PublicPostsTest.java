package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kalem.server.kernel.KalemException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicPostsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PublicPosts posts = new PublicPosts(SystemDefaultDnsResolver.INSTANCE);
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/echo", PublicPostsTest::echo);
    server.createContext("/drip", this::drip);
    server.createContext(
        "/away",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/echo");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    server.stop(0);
    posts.close();
  }

  private static PublicPosts.Answer post(PublicPosts posts, String url, String body, int most)
      throws IOException {
    return posts.post(url, Map.of(), body.getBytes(StandardCharsets.UTF_8), PATIENCE, most);
  }

  private String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  private static void echo(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** A byte now and then, so that no single read takes long. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (!end.await(100, TimeUnit.MILLISECONDS)) {
        out.write(' ');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theWholeAnswerIsGiven() throws IOException {
    PublicPosts.Answer answer = post(posts, url("/echo"), "{\"ä\":1}", 100);
    assertThat(answer).isEqualTo(new PublicPosts.Answer(200, "{\"ä\":1}"));
  }

  @Test
  void onlyTheBeginningOfALongAnswerIsKept() throws IOException {
    assertThat(post(posts, url("/echo"), "x".repeat(5_000_000), 100).body())
        .isEqualTo("x".repeat(100));
    assertThat(post(posts, url("/drip"), "", 5).body()).isEqualTo("     ");
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() {
    long before = System.nanoTime();
    assertThatThrownBy(() -> post(posts, url("/drip"), "{}", 1000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("within 2 s");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    assertThat(post(posts, url("/away"), "{}", 100).status()).isEqualTo(302);
  }

  @Test
  void privateNetworksAreNotCalled() throws IOException {
    try (PublicPosts guarded = new PublicPosts(new PublicHosts())) {
      assertThatThrownBy(() -> post(guarded, url("/echo"), "{}", 100))
          .hasMessageContaining("private network");
    }
  }

  @Test
  void onlyAddressesOfTheWebAreCalled() {
    assertThatThrownBy(() -> post(posts, "file:///etc/passwd", "{}", 100))
        .isInstanceOf(KalemException.class);
  }
}
