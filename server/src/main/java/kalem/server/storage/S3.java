package kalem.server.storage;

import kalem.server.kernel.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens buckets. Nothing of the vendor's library is loaded before the first one is: it would cost
 * every start, and most hubs keep their files on disk.
 */
@Component
class S3 implements AutoCloseable {
  private final boolean allowsPrivateEndpoints;
  private @Nullable S3Clients clients;

  S3(Settings settings) {
    this.allowsPrivateEndpoints = settings.allowsPrivateEndpoints();
  }

  /**
   * @param prefix of every key, without slashes around it; empty: none
   */
  S3Bucket bucket(S3Connection connection, String name, String prefix) {
    return new S3Bucket(clients().of(connection), name, prefix);
  }

  private synchronized S3Clients clients() {
    if (clients == null) {
      clients = new S3Clients(allowsPrivateEndpoints);
    }
    return clients;
  }

  @Override
  public synchronized void close() {
    if (clients != null) {
      clients.close();
      clients = null;
    }
  }
}
