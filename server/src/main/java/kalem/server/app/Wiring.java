package kalem.server.app;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import javax.sql.DataSource;
import kalem.server.kernel.Ids;
import kalem.server.kernel.SecretFile;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Settings;
import kalem.server.kernel.Settings.Database;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parts that belong to no feature. */
@Configuration
class Wiring {
  private static final int CONNECTIONS = 20;

  @Bean
  static DataSource dataSource(RunningDatabase database) {
    Database connection = database.connection();
    HikariDataSource source = new HikariDataSource();
    source.setPoolName("kalem");
    source.setJdbcUrl(connection.url());
    source.setUsername(connection.user());
    source.setPassword(connection.password());
    source.setMaximumPoolSize(CONNECTIONS);
    source.setMinimumIdle(2);
    source.addDataSourceProperty("reWriteBatchedInserts", "true");
    return source;
  }

  @Bean
  static InstantSource clock() {
    return InstantSource.system();
  }

  /** Every start of every node draws its own number, so no two running nodes share one. */
  @Bean
  static Ids ids(JdbcClient jdbc, InstantSource clock, FlywayMigrationInitializer migrated) {
    long node = jdbc.sql("select nextval('node_number')").query(Long.class).single();
    return new Ids(clock, (int) (node & 0xfff));
  }

  @Bean
  static Secrets secrets(Settings settings) {
    return new Secrets(
        settings
            .secret()
            .orElseGet(() -> SecretFile.readOrMake(settings.dataDirectory().resolve("secret"))));
  }
}
