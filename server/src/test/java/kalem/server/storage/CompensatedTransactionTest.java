package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class CompensatedTransactionTest {
  private int compensations;

  /** Fails where it is told to. */
  private static final class Database extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;
    private final transient Optional<RuntimeException> atBegin;
    private final transient Optional<RuntimeException> atCommit;

    Database(Optional<RuntimeException> atBegin, Optional<RuntimeException> atCommit) {
      this.atBegin = atBegin;
      this.atCommit = atCommit;
    }

    @Override
    protected Object doGetTransaction() {
      return this;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      atBegin.ifPresent(CompensatedTransactionTest::fail);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      atCommit.ifPresent(CompensatedTransactionTest::fail);
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }

  private String run(Database database, RuntimeException... failures) {
    return new CompensatedTransaction(new TransactionTemplate(database))
        .run(
            () -> {
              for (RuntimeException failure : failures) {
                throw failure;
              }
              return "done";
            },
            () -> compensations++);
  }

  @Test
  void keepsWhatWasDoneForASuccess() {
    assertThat(run(new Database(Optional.empty(), Optional.empty()))).isEqualTo("done");
    assertThat(compensations).isZero();
  }

  @Test
  void undoesWhatWasDoneForAChangeThatFailed() {
    assertThatThrownBy(
            () ->
                run(
                    new Database(Optional.empty(), Optional.empty()),
                    new IllegalStateException("refused")))
        .hasMessage("refused");
    assertThat(compensations).isEqualTo(1);
  }

  @Test
  void undoesWhatWasDoneWhenNoTransactionBegan() {
    assertThatThrownBy(
            () ->
                run(
                    new Database(
                        Optional.of(new CannotCreateTransactionException("down")),
                        Optional.empty())))
        .hasMessageContaining("down");
    assertThat(compensations).isEqualTo(1);
  }

  @Test
  void keepsWhatWasDoneWhenNobodyKnowsWhetherTheCommitCameThrough() {
    assertThatThrownBy(
            () ->
                run(
                    new Database(
                        Optional.empty(),
                        Optional.of(new DataAccessResourceFailureException("lost")))))
        .hasMessageContaining("lost");
    assertThat(compensations).isZero();
  }
}
