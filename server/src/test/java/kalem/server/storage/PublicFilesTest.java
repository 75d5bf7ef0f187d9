package kalem.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import kalem.server.kernel.KalemException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loopback address stands for a public one here, and 127.0.0.2 for the private network. */
class PublicFilesTest {
  private static final String PUBLIC = "127.0.0.1";
  private static final String PRIVATE = "127.0.0.2";

  private final List<String> asked = new ArrayList<>();
  private final Queue<List<String>> lookups = new ArrayDeque<>();
  private final PublicFiles files =
      new PublicFiles(
          new PublicHosts(new Lookups(), address -> address.getHostAddress().equals(PRIVATE)));
  private HttpServer server;

  private final class Lookups implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      return lookups.remove().stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(PUBLIC), 0), 0);
    server.createContext("/file", exchange -> answer(exchange, 200, "content"));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", url("inside.example", "/file"));
          answer(exchange, 302, "");
        });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    files.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  private String read(String url, long most) throws IOException {
    try (InputStream in = files.open(url, most)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void connectsToTheAddressItCheckedWithoutLookingAgain() throws IOException {
    lookups.add(List.of(PUBLIC));
    lookups.add(List.of(PRIVATE));

    assertThat(read(url("outside.example", "/file?a=b"), 100)).isEqualTo("content");

    assertThat(lookups).hasSize(1);
    assertThat(asked)
        .containsExactly("outside.example:" + server.getAddress().getPort() + "/file?a=b");
  }

  @Test
  void refusesAHostWithOnePrivateAddressAmongOthers() {
    lookups.add(List.of(PUBLIC, PRIVATE));

    assertThatThrownBy(() -> read(url("mixed.example", "/file"), 100))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining("private network");
    assertThat(asked).isEmpty();
  }

  @Test
  void refusesARedirectIntoThePrivateNetwork() {
    lookups.add(List.of(PUBLIC));
    lookups.add(List.of(PRIVATE));

    assertThatThrownBy(() -> read(url("outside.example", "/moved"), 100))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining("inside.example")
        .hasMessageContaining("private network");
    assertThat(asked).hasSize(1);
  }

  @Test
  void followsARedirectElsewhere() throws IOException {
    lookups.add(List.of(PUBLIC));
    lookups.add(List.of(PUBLIC));

    assertThat(read(url("outside.example", "/moved"), 100)).isEqualTo("content");
  }

  @Test
  void refusesWhatIsLargerThanAllowed() {
    lookups.add(List.of(PUBLIC));

    assertThatThrownBy(() -> read(url("outside.example", "/file"), 6))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining("more than 6 bytes");
  }

  @Test
  void namesTheStatusOfWhatIsMissing() {
    lookups.add(List.of(PUBLIC));

    assertThatThrownBy(() -> read(url("outside.example", "/missing?token=secret"), 100))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining("answers with status 404")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesUserNamesInAddresses() {
    lookups.add(List.of(PUBLIC));

    assertThatThrownBy(() -> read("http://me@outside.example/file", 100))
        .isInstanceOf(KalemException.class);
  }
}
