package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $regex} of task filters (api.md 6). */
class FilterPatternTest {

  @ParameterizedTest
  @CsvSource({
    "'^a.*\\.jpg$', '^a.*\\.jpg$'",
    "'(?i)car', '(?i)car'",
    "'\\bcar\\b', '\\ycar\\y'",
    "'car\\z', 'car\\Z'",
    "'\\\\b', '\\\\b'"
  })
  void isTranslatedForPostgres(String pattern, String expected) {
    assertThat(FilterPattern.of("externalId", pattern).forPostgres()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(a)\\1", "(?=a)", "[z-a]"})
  void whatLinearTimeCanNotDecideIsRefused(String pattern) {
    assertThatThrownBy(() -> FilterPattern.of("externalId", pattern))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining("externalId");
  }

  @Test
  void isUnanchoredAndCaseSensitive() {
    FilterPattern pattern = FilterPattern.of("stage", "QA");

    assertThat(pattern.isIn("first QA")).isTrue();
    assertThat(pattern.isIn("first qa")).isFalse();
  }

  @Test
  void isAtMostTwoHundredCharacters() {
    assertThatThrownBy(() -> FilterPattern.of("stage", "a".repeat(201)))
        .isInstanceOf(KalemException.class);
  }
}
