package kalem.server.asset;

import java.util.List;
import java.util.Optional;

/**
 * Which assets are wanted; everything given must match.
 *
 * @param batchIds an asset must be in all of them
 * @param worker only assets with a task that this person (by e-mail) holds or labeled
 */
record AssetFilter(
    Optional<String> id,
    Optional<String> externalId,
    Optional<Boolean> isPreLabeled,
    List<String> batchIds,
    Optional<String> worker) {
  AssetFilter {
    batchIds = List.copyOf(batchIds);
  }

  AssetFilter onlyOf(String email) {
    return new AssetFilter(id, externalId, isPreLabeled, batchIds, Optional.of(email));
  }
}
