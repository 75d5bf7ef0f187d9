package kalem.server.app;

import kalem.server.kernel.Settings;
import kalem.server.kernel.Settings.Database;

/** The PostgreSQL the hub works on: its own, or one the operator named. */
interface RunningDatabase extends AutoCloseable {

  static RunningDatabase of(Settings settings) {
    return settings
        .database()
        .<RunningDatabase>map(External::new)
        .orElseGet(() -> EmbeddedDatabase.start(settings.dataDirectory()));
  }

  /** How to reach it. */
  Database connection();

  @Override
  void close();

  /** Somebody else starts and stops it. */
  record External(Database connection) implements RunningDatabase {
    @Override
    public void close() {
      // Not ours to stop.
    }
  }
}
