package kalem.server.export;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The connection of the running transaction, for other threads as well; the driver lets them take
 * turns. Bytes are sent as they are from the first row on: otherwise the driver would have them
 * sent as hexadecimal text until a statement was used often.
 */
final class SnapshotConnection implements AutoCloseable {
  private static final int ALWAYS_BINARY = -1;

  private final DataSource database;
  private final Connection connection;
  private final int thresholdBefore;

  private SnapshotConnection(DataSource database, Connection connection) throws SQLException {
    this.database = database;
    this.connection = connection;
    this.thresholdBefore = driver().getPrepareThreshold();
  }

  /** Lasts until closed, and no longer than the transaction. */
  static SnapshotConnection of(DataSource database) {
    try {
      SnapshotConnection opened =
          new SnapshotConnection(database, DataSourceUtils.getConnection(database));
      opened.driver().setPrepareThreshold(ALWAYS_BINARY);
      return opened;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The database's driver is another one", e);
    }
  }

  private PGConnection driver() throws SQLException {
    return connection.unwrap(PGConnection.class);
  }

  JdbcTemplate statements() {
    return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
  }

  @Override
  public void close() {
    try {
      driver().setPrepareThreshold(thresholdBefore);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The connection was lost", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, database);
    }
  }
}
