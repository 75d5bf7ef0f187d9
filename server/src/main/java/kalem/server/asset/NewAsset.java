package kalem.server.asset;

import java.util.List;
import java.util.Optional;

/**
 * An asset about to be added.
 *
 * @param metadata JSON object, kept as it is written here
 * @param contextData JSON object, kept as it is written here
 * @param attachments JSON array of {@code {type, value}}
 * @param batchIds ids of batches that exist
 * @param priority −1000 to 1000, higher first
 */
public record NewAsset(
    String externalId,
    AssetContent content,
    String metadata,
    Optional<String> contextData,
    String attachments,
    List<String> batchIds,
    int priority) {
  public NewAsset {
    batchIds = List.copyOf(batchIds);
  }

  public NewAsset withPriority(int priority) {
    return new NewAsset(
        externalId, content, metadata, contextData, attachments, batchIds, priority);
  }
}
