package kalem.annotation.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaScriptPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          ^[A-Z]{2}\\d+$ ~ AB12 ~ true
          [A-Z]{2}\\d+ ~ xAB12 ~ false
          a$ ~ 'a\n' ~ false
          [[a] ~ [ ~ true
          [a&&b] ~ & ~ true
          \\u{61}\\u0062 ~ ab ~ true
          [^] ~ x ~ true
          a\\++ ~ a+++ ~ true
          (?<year>\\d{4})-\\k<year> ~ 2026-2026 ~ true
          \\s ~ '\u00A0' ~ true
          (?=a)[\\w.]+ ~ a.b ~ true
          \\p{L}+ ~ çığ ~ true
          """)
  void matchesTheWholeTextAsJavaScriptDoes(String pattern, String text, boolean expected) {
    assertThat(JavaScriptPattern.compile(pattern).orElseThrow().matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a", "a++", "(?i)a", "\\A", "\\Qa\\E", "*a", "(?>a)", "a\\"})
  void refusesWhatJavaScriptRefuses(String pattern) {
    assertThat(JavaScriptPattern.compile(pattern)).isEmpty();
  }

  @Test
  void givesUpOnAPatternMadeToRunForEver() {
    JavaScriptPattern bomb = JavaScriptPattern.compile("(a+)+b").orElseThrow();
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(bomb.matches("a".repeat(40))).isFalse());
    JavaScriptPattern deep = JavaScriptPattern.compile("(a|b)*").orElseThrow();
    assertThat(deep.matches("ab".repeat(200_000))).isFalse();
  }
}
