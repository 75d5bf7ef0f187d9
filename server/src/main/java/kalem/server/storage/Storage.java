package kalem.server.storage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import kalem.server.kernel.StorageLocation.Keys;

/** Where an organization keeps files of its own (data.md 16). */
record Storage(
    String id,
    String organizationId,
    String name,
    Place place,
    Instant createdAt,
    String createdBy) {

  /** How it is reached. */
  sealed interface Place {
    /**
     * Buckets of one account.
     *
     * @param endpoint URL of the server; empty: Amazon's
     * @param bucket offered first; others may be named
     */
    record S3Account(
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Keys keys,
        Optional<String> bucket)
        implements Place {}

    /** A directory of the hub's machine, below one that the operator allows. */
    record Folder(Path path) implements Place {}
  }
}
