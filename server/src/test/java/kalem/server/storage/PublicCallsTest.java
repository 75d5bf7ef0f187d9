package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicCallsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PublicCalls calls = new PublicCalls(SystemDefaultDnsResolver.INSTANCE);
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/echo", PublicCallsTest::echo);
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
    calls.close();
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
    PublicCalls.Reply reply = calls.post(url("/echo"), "{\"ä\":1}", PATIENCE, 100);
    assertThat(reply).isEqualTo(new PublicCalls.Reply(200, "{\"ä\":1}"));
  }

  @Test
  void longAnswersAreRefused() {
    assertThatThrownBy(() -> calls.post(url("/echo"), "x".repeat(101), PATIENCE, 100))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() {
    long before = System.nanoTime();
    assertThatThrownBy(() -> calls.post(url("/drip"), "{}", PATIENCE, 1000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("within 2 s");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    assertThat(calls.post(url("/away"), "{}", PATIENCE, 100).status()).isEqualTo(302);
  }

  @Test
  void privateNetworksAreNotCalled() throws IOException {
    try (PublicCalls guarded = new PublicCalls(new PublicHosts())) {
      assertThatThrownBy(() -> guarded.post(url("/echo"), "{}", PATIENCE, 100))
          .hasMessageContaining("private network");
    }
  }

  @Test
  void onlyAddressesOfTheWebAreCalled() {
    assertThatThrownBy(() -> calls.post("file:///etc/passwd", "{}", PATIENCE, 100))
        .isInstanceOf(IOException.class);
  }
}
