package kalem.server.app;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kalem.server.kernel.Settings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts the hub: reads the settings, brings up the database and the application side by side. */
@SpringBootApplication(scanBasePackages = "kalem.server")
public class Kalem {

  /** Entry point. Settings come from the environment alone. */
  public static void main(String[] arguments) {
    try {
      start(Settings.fromEnvironment(System.getenv()), arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("Kalem can not start: " + e.getMessage());
      System.exit(2);
    }
  }

  /** Starts a hub with these settings; closing the context stops the embedded database as well. */
  public static ConfigurableApplicationContext start(Settings settings, String... arguments) {
    // The database needs a second or two and another core: the application's own start hides it.
    CompletableFuture<RunningDatabase> database =
        CompletableFuture.supplyAsync(
            () -> RunningDatabase.of(settings), task -> Thread.ofPlatform().start(task));
    SpringApplication application = new SpringApplication(Kalem.class);
    application.addInitializers(
        (ApplicationContextInitializer<GenericApplicationContext>)
            context -> {
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new MapPropertySource("kalem", Map.of("server.port", settings.port())));
              context.registerBean(Settings.class, () -> settings);
              context.registerBean(RunningDatabase.class, () -> await(database));
            });
    try {
      return application.run(arguments);
    } catch (RuntimeException e) {
      await(database).close();
      throw e;
    }
  }

  private static RunningDatabase await(CompletableFuture<RunningDatabase> database) {
    try {
      return database.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
