package kalem.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an editor may claim (workflow section 19). */
class TimeClaimTest {
  private static final Duration GAP = Duration.ofSeconds(15);

  @Test
  void anHonestClaimIsCounted() {
    Durations claimed = new Durations(10_000, 5000, 2000);
    assertThat(TimeClaim.counted(claimed, GAP, GAP)).isEqualTo(claimed);
  }

  @Test
  void moreThanTheTimeThatPassedIsCut() {
    assertThat(TimeClaim.counted(new Durations(60_000, 9000, 9000), GAP, GAP))
        .isEqualTo(new Durations(15_000, 0, 0));
  }

  @Test
  void whileAnotherEditorOfThePersonIsActiveThisOneIsIdle() {
    assertThat(TimeClaim.counted(new Durations(15_000, 0, 0), GAP, Duration.ofSeconds(4)))
        .isEqualTo(new Durations(4000, 11_000, 11_000));
  }

  @Test
  void blurIsNeverMoreThanIdle() {
    assertThat(TimeClaim.counted(new Durations(0, 3000, 8000), GAP, GAP))
        .isEqualTo(new Durations(0, 3000, 3000));
  }
}
