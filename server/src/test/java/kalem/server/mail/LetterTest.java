package kalem.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LetterTest {
  private final Letter letter =
      new Letter(
          "Export of\r\nBcc: all@example.org",
          List.of("<b>Road & Signs</b>", "second"),
          "Get it",
          "https://hub.example/x?a=1&b=\"2\"");

  @Test
  void hasASubjectOfOneLine() {
    assertThat(letter.subject()).isEqualTo("Export of Bcc: all@example.org");
  }

  @Test
  void isPlainText() {
    assertThat(letter.text())
        .isEqualTo("<b>Road & Signs</b>\n\nsecond\n\nGet it: https://hub.example/x?a=1&b=\"2\"\n");
  }

  @Test
  void showsNamesAsTheyAreAndRunsNothing() {
    assertThat(letter.html())
        .contains("<p>&lt;b&gt;Road &amp; Signs&lt;/b&gt;</p>")
        .contains("<a href=\"https://hub.example/x?a=1&amp;b=&quot;2&quot;\">Get it</a>");
  }
}
