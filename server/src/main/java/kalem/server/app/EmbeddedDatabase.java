package kalem.server.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import kalem.server.kernel.SecretFile;
import kalem.server.kernel.Settings.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL that the hub unpacks and runs in its data directory, listening on loopback
 * only. Durable: fsync is on, and it is checked to be.
 *
 * <p>Survives every way of dying. A server left over from a killed hub is stopped first: the
 * library would silently attach to it, with old settings. A start that fails once (seen after kill
 * -9) is tried again.
 */
final class EmbeddedDatabase implements RunningDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedPostgres postgres;
  private final String password;
  private final DataDirectoryLock lock;

  private EmbeddedDatabase(EmbeddedPostgres postgres, String password, DataDirectoryLock lock) {
    this.postgres = postgres;
    this.password = password;
    this.lock = lock;
  }

  static EmbeddedDatabase start(Path dataDirectory) {
    Path data = dataDirectory.resolve("postgresql");
    Path binaries = dataDirectory.resolve("postgresql-binaries");
    try {
      Files.createDirectories(data);
      Files.createDirectories(binaries);
      DataDirectoryLock lock = DataDirectoryLock.take(dataDirectory);
      LeftoverPostgres.stop(data);
      String password = SecretFile.readOrMake(dataDirectory.resolve("postgresql-password"));
      EmbeddedDatabase database =
          new EmbeddedDatabase(startTwice(data, binaries, password), password, lock);
      try {
        database.verify(data);
        database.demandPassword(data);
        return database;
      } catch (IOException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded database can not be started in " + data, e);
    }
  }

  private static EmbeddedPostgres startTwice(Path data, Path binaries, String password)
      throws IOException {
    try {
      return startOnce(data, binaries, password);
    } catch (IOException | RuntimeException e) {
      LOG.warn("The embedded database did not start, trying once more", e);
      LeftoverPostgres.stop(data);
      return startOnce(data, binaries, password);
    }
  }

  private static EmbeddedPostgres startOnce(Path data, Path binaries, String password)
      throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(binaries.toFile())
        .setPort(freePort())
        .setRegisterShutdownHook(false)
        .setConnectConfig("password", password)
        // The library's own choices, made for tests, would lose acknowledged work in a crash.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("shared_buffers", "128MB")
        .setServerConfig("max_connections", "100")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("timezone", "UTC")
        .setServerConfig("max_wal_size", "2GB")
        .setServerConfig("random_page_cost", "1.1")
        .setPGStartupWait(PATIENCE)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public Database connection() {
    return new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", password);
  }

  /**
   * The library makes a server that trusts everybody on this machine. Ours asks for a password from
   * the first start on.
   */
  private void demandPassword(Path data) throws IOException {
    String rules = "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n";
    Path file = data.resolve("pg_hba.conf");
    if (Files.readString(file).equals(rules)) {
      return;
    }
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter role postgres password '" + password + "'");
      Files.writeString(file, rules);
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException("The embedded database takes no password", e);
    }
  }

  /** Refuses to go on with a server that is not ours or could lose acknowledged work. */
  private void verify(Path data) throws IOException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      require(statement, "fsync", "on");
      require(statement, "synchronous_commit", "on");
      require(statement, "full_page_writes", "on");
      require(statement, "data_directory", data.toRealPath().toString());
    } catch (SQLException e) {
      throw new IOException("The embedded database does not answer", e);
    }
  }

  private static void require(Statement statement, String setting, String expected)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery("show " + setting)) {
      rows.next();
      String actual = rows.getString(1);
      if (!actual.equals(expected)) {
        throw new IllegalStateException(
            "The embedded database runs with " + setting + "=" + actual + ", not " + expected);
      }
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      LOG.warn("The embedded database did not stop cleanly", e);
    } finally {
      lock.release();
    }
  }
}
