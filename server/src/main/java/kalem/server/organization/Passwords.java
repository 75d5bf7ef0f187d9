package kalem.server.organization;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hashing and checking passwords, few at once: each takes 16 MiB and a core, and anybody may ask
 * for it. Never inside a transaction, whose connection would be held meanwhile.
 */
@Component
class Passwords {
  private static final int AT_ONCE = 2;
  private static final int LEAST_LENGTH = 10;
  private static final int MOST_LENGTH = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final PasswordEncoder encoder;
  private final Duration patience;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  @Autowired
  Passwords(PasswordEncoder encoder) {
    this(encoder, PATIENCE);
  }

  Passwords(PasswordEncoder encoder, Duration patience) {
    this.encoder = encoder;
    this.patience = patience;
  }

  /**
   * Does work with passwords once it is its turn.
   *
   * @throws KalemException unavailable when too many wait
   */
  <T> T inTurn(Function<PasswordEncoder, T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("Passwords are not checked inside a transaction");
    }
    if (!isOurTurn()) {
      throw KalemException.later(
          ErrorCode.UNAVAILABLE, "Many people sign in right now. Try again in a moment.", PAUSE);
    }
    try {
      return work.apply(encoder);
    } finally {
      turns.release();
    }
  }

  private boolean isOurTurn() {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The hash of a new password.
   *
   * @throws KalemException when it is too short or too long
   */
  String hash(String password) {
    requireLength(password);
    return inTurn(turn -> String.valueOf(turn.encode(password)));
  }

  static void requireLength(String password) {
    if (password.length() < LEAST_LENGTH || password.length() > MOST_LENGTH) {
      throw KalemException.invalid(
          "password must have " + LEAST_LENGTH + " to " + MOST_LENGTH + " characters.");
    }
  }
}
