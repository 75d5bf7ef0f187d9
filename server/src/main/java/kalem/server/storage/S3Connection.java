package kalem.server.storage;

import java.net.URI;
import java.util.Optional;
import kalem.server.kernel.StorageLocation.Keys;

/**
 * How to reach the buckets of one owner.
 *
 * @param endpoint empty: Amazon's
 * @param region empty: what the environment says, where that counts
 * @param keys empty: what the environment says; only ever for the hub's own bucket
 * @param isOwn whether the operator chose it; others' may not lead into private networks, and
 *     nothing in the hub's environment counts for them
 */
record S3Connection(
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<Keys> keys,
    boolean isOwn) {}
