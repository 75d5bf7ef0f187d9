package kalem.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

class RetryTest {
  private static final int MOST = 10;

  @Test
  void triesAgainWhatMayPass() {
    List<Exception> passing =
        List.of(
            new IOException("disk"),
            new IllegalStateException(new IOException("deep")),
            new KalemException(ErrorCode.UNAVAILABLE, ""),
            new KalemException(ErrorCode.TOO_MANY_REQUESTS, ""),
            new DataAccessResourceFailureException(""),
            new CannotAcquireLockException(""));
    assertThat(passing)
        .allSatisfy(
            failure ->
                assertThat(Retry.of(failure, 1, MOST))
                    .isEqualTo(new Retry.Later(Duration.ofSeconds(1))));
  }

  @Test
  void givesUpOnWhatStays() {
    List<Exception> staying =
        List.of(
            new IllegalStateException("bug"),
            new NullPointerException(),
            KalemException.invalid("no"),
            new KalemException(ErrorCode.INTERNAL, ""),
            new DuplicateKeyException(""));
    assertThat(staying)
        .allSatisfy(
            failure -> assertThat(Retry.of(failure, 1, MOST)).isEqualTo(new Retry.GiveUp()));
  }

  @Test
  void waitsLongerEachTimeAndNotForever() {
    IOException failure = new IOException();
    assertThat(Retry.of(failure, 4, MOST)).isEqualTo(new Retry.Later(Duration.ofSeconds(8)));
    assertThat(Retry.of(failure, 40, 100)).isEqualTo(new Retry.Later(Duration.ofMinutes(5)));
    assertThat(Retry.of(failure, 99, 100)).isEqualTo(new Retry.Later(Duration.ofMinutes(5)));
    assertThat(Retry.of(failure, MOST, MOST)).isEqualTo(new Retry.GiveUp());
  }
}
