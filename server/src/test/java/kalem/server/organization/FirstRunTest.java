package kalem.server.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import kalem.server.app.Kalem;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Setting up the first administrator by the link that the server prints. */
class FirstRunTest {

  @Test
  void theLinkWorksOnce(@TempDir Path data) throws IOException {
    Settings settings =
        Settings.fromEnvironment(
            Map.of("KALEM_PORT", freePort(), "KALEM_DATA_DIR", data.toString()));
    try (ConfigurableApplicationContext context = Kalem.start(settings)) {
      FirstRun firstRun = context.getBean(FirstRun.class);
      // The printed token is known by its hash only, so the test puts one of its own in its place.
      context
          .getBean(JdbcClient.class)
          .sql("update installation set value = ? where name = 'setup-token'")
          .param(HexFormat.of().formatHex(Secrets.sha256("token")))
          .update();

      assertThatThrownBy(() -> firstRun.setUp(request("guess")))
          .isInstanceOf(KalemException.class)
          .hasMessageContaining("not valid");
      String session = firstRun.setUp(request("token"));

      assertThat(context.getBean(SignIn.class).bySession(session)).isPresent();
      assertThat(firstRun.isNeeded()).isFalse();
      assertThatThrownBy(() -> firstRun.setUp(request("token"))).isInstanceOf(KalemException.class);
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  private static FirstRun.Request request(String token) {
    return new FirstRun.Request(token, "first@run.example", "First", "long enough", "Example");
  }
}
