package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import kalem.server.kernel.SmtpServer.Login;
import kalem.server.kernel.SmtpServer.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {
  @Test
  void readsEverything() {
    assertThat(
            SmtpServer.of(
                "smtp://me%40example.org:p+w%2F1@mail:2525?from=Kalem%20%3Ckalem@example.org%3E"
                    + "&starttls=required"))
        .isEqualTo(
            new SmtpServer(
                "mail",
                2525,
                Security.STARTTLS,
                Optional.of(new Login("me@example.org", "p+w/1")),
                "Kalem <kalem@example.org>"));
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://h?from=a@b, 25, WHEN_OFFERED",
    "smtp://a%40b:x@h, 587, WHEN_OFFERED",
    "smtps://a%40b:x@h, 465, TLS",
    "smtp://h?from=a@b&starttls=never, 25, NONE",
  })
  void knowsTheUsualPorts(String url, int port, Security security) {
    SmtpServer server = SmtpServer.of(url);
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.security()).isEqualTo(security);
    assertThat(server.from()).isEqualTo("a@b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail:25",
        "smtp://",
        "http://mail?from=a@b",
        "smtp://mail",
        "smtp://me:s3cr3t@mail",
        "smtp://me:s3cr3t^@mail?from=a@b",
        "smtp://me:s3cr3t%2@mail?from=a@b",
        "smtp://mail?from=a@b&starttls=maybe"
      })
  void refusesWhatItCanNotUseAndRepeatsNoSecret(String url) {
    assertThatThrownBy(() -> SmtpServer.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KALEM_SMTP_URL")
        .hasNoCause()
        .message()
        .doesNotContain("s3cr3t");
  }

  @Test
  void showsNoPasswordInLogs() {
    assertThat(SmtpServer.of("smtp://me:s3cr3t@h?from=a@b").toString()).doesNotContain("s3cr3t");
  }
}
