package kalem.server.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RichTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain words, 1 + 1 = 2",
        "<h2>Findings</h2><p>One <strong>bold</strong>, <em>slanted</em>, <u>lined</u> and"
            + " <s>gone</s> word.</p>",
        "<ul><li>one</li><li>two</li></ul><hr>",
        "<table><tbody><tr><td colspan=\"2\">cell</td></tr></tbody></table>",
        "<pre><code>a &lt; b &amp;&amp; c</code></pre>",
        "<p><a href=\"https://a.example/?b=1&amp;c=2\">link</a> <a"
            + " href=\"/projects/1\">here</a></p>",
        "<p><img src=\"https://a.example/p.png\" alt=\"a lesion\"></p>"
      })
  void whatTheToolbarMakesIsKept(String html) {
    assertThat(RichText.safe(html)).isEqualTo(html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=\"x\" onerror=\"alert(1)\">",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"java&#10;script:alert(1)\">x</a>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=\"https://a.example\"></iframe>",
        "<p style=\"background:url(javascript:alert(1))\">x</p>",
        "<form action=\"https://a.example\"><input name=\"password\"></form>",
        "<math><mtext></p><style><img src=x onerror=alert(1)></style>",
        "<img src=\"data:text/html,x\">",
        "<!--><img src=x onerror=alert(1)>-->"
      })
  void whatIsHarmfulIsTakenOut(String html) {
    assertThat(RichText.safe(html))
        .doesNotContainIgnoringCase(
            "script", "onerror", "<svg", "<iframe", "style", "<form", "<input", "data:");
    assertThat(RichText.safe(RichText.safe(html))).isEqualTo(RichText.safe(html));
  }

  @Test
  void whatIsOnlyHarmfulIsNothing() {
    assertThat(RichText.safe("<script>alert(1)</script>")).isEmpty();
  }
}
