package kalem.server.job;

import java.io.IOException;
import java.time.Duration;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What becomes of a job that failed. Decided by the kind of the failure and nothing else. */
sealed interface Retry {
  int MOST_ATTEMPTS = 10;
  Duration FIRST_PAUSE = Duration.ofSeconds(1);
  Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Once more, after a pause. */
  record Later(Duration pause) implements Retry {}

  /** Never again. */
  record GiveUp() implements Retry {}

  /**
   * @param attempts how often the job was tried, this time included
   * @param most how often it may be tried
   */
  static Retry of(Throwable failure, int attempts, int most) {
    return mayPass(failure) && attempts < most ? new Later(pause(attempts)) : new GiveUp();
  }

  private static Duration pause(int attempts) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << (attempts - 1));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private static boolean mayPass(Throwable failure) {
    return switch (failure) {
      case KalemException known ->
          known.code().kind() == ErrorCode.Kind.TRANSIENT
              || known.code().kind() == ErrorCode.Kind.OVERLOAD;
      case TransientDataAccessException ignored -> true;
      case RecoverableDataAccessException ignored -> true;
      case DataAccessResourceFailureException ignored -> true;
      case CannotCreateTransactionException ignored -> true;
      case IOException ignored -> true;
      case Throwable other -> other.getCause() != null && mayPass(other.getCause());
    };
  }
}
