package kalem.server.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Passwords take memory: few at once, and never while a connection is held. */
class PasswordsTest {
  private final Passwords passwords =
      new Passwords(Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(), Duration.ofMillis(50));

  @Test
  void aThirdOneWaitsAndIsThenSentAway() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(2);
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        threads.execute(
            () ->
                passwords.inTurn(
                    encoder -> {
                      busy.countDown();
                      return await(done);
                    }));
      }
      busy.await();

      KalemException refused =
          catchThrowableOfType(KalemException.class, () -> passwords.inTurn(encoder -> true));

      assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(refused.retryAfter()).hasValue(2L);
      done.countDown();
    }
    String free = passwords.inTurn(encoder -> "free");
    assertThat(free).isEqualTo("free");
  }

  @Test
  void aTransactionIsAMistake() {
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      assertThatThrownBy(() -> passwords.hash("long enough"))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
