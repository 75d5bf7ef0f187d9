package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times on the wire (api.md 4). */
class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T00:00:00.000Z, 2026-03-01T00:00:00Z",
    "2026-03-01T00:00:00.123456Z, 2026-03-01T00:00:00.123456Z",
    "2026-03-01T02:30:00+02:30, 2026-03-01T00:00:00Z",
    "2026-03-01T00:00:00, 2026-03-01T00:00:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z"
  })
  void readsWhatClientsSend(String text, Instant expected) {
    assertThat(Timestamps.parse("createdAt", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-13-01T00:00:00Z", "1772323200"})
  void refusesWhatIsNoTimeNamingTheField(String text) {
    assertThatThrownBy(() -> Timestamps.parse("createdAt", text))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining("createdAt");
  }

  @Test
  void writesMillisecondsAlways() {
    assertThat(Timestamps.format(Instant.parse("2026-03-04T05:06:07Z")))
        .isEqualTo("2026-03-04T05:06:07.000Z");
  }
}
