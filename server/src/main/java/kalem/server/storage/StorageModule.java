package kalem.server.storage;

import java.io.IOException;
import kalem.server.kernel.Settings;
import kalem.server.kernel.StorageLocation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the object store that the settings name. */
@Configuration
class StorageModule {
  @Bean
  static ObjectStore objectStore(Settings settings, S3 s3) throws IOException {
    return switch (settings.storage()) {
      case StorageLocation.Directory(var path) -> LocalObjectStore.own(path);
      case StorageLocation.Bucket bucket ->
          s3.bucket(
                  new S3Connection(
                      bucket.endpoint(), bucket.region(), bucket.pathStyle(), bucket.keys(), true),
                  bucket.name(),
                  bucket.prefix())
              .objects();
    };
  }
}
