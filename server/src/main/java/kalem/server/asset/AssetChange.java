package kalem.server.asset;

import java.util.List;
import java.util.Optional;

/** New values for fields of an asset; what is empty stays. The JSON fields hold JSON text. */
record AssetChange(
    Optional<String> externalId,
    Optional<String> metadata,
    Optional<String> contextData,
    Optional<String> attachments,
    Optional<List<String>> batchIds,
    Optional<Integer> priority) {

  Asset applyTo(Asset asset, java.time.Instant now) {
    return new Asset(
        asset.projectKey(),
        asset.id(),
        externalId.orElse(asset.externalId()),
        asset.content(),
        metadata.orElse(asset.metadata()),
        contextData.or(asset::contextData),
        attachments.orElse(asset.attachments()),
        batchIds.orElse(asset.batchIds()),
        asset.isPreLabeled(),
        priority.orElse(asset.priority()),
        asset.createdAt(),
        asset.createdBy(),
        now);
  }
}
