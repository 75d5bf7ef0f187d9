package kalem.server.storage;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction for which something was done before outside of the database, such as storing a
 * file. That is undone when the transaction certainly came to nothing. When its commit fails, the
 * database may have carried it out and only the answer got lost: what was done then stays, as
 * something left over is less harm than something missing.
 */
@Component
public class CompensatedTransaction {
  private final TransactionTemplate transaction;

  CompensatedTransaction(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /**
   * Runs a change in a transaction.
   *
   * @param compensation undoes what was done outside
   */
  public <T> T run(Supplier<T> change, Runnable compensation) {
    try {
      return transaction.execute(
          status -> {
            try {
              return change.get();
            } catch (RuntimeException e) {
              compensation.run();
              throw e;
            }
          });
    } catch (CannotCreateTransactionException e) {
      compensation.run();
      throw e;
    }
  }
}
