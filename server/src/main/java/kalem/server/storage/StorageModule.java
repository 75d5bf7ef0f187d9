package kalem.server.storage;

import java.io.IOException;
import kalem.server.kernel.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the object store that the settings name. */
@Configuration
class StorageModule {
  @Bean
  static ObjectStore objectStore(Settings settings) throws IOException {
    return new LocalObjectStore(settings.filesDirectory());
  }
}
