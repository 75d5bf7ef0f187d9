package kalem.server.asset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing to be annotated.
 *
 * @param externalId the caller's own name for it; not unique
 * @param metadata JSON text exactly as it was given
 * @param contextData JSON text exactly as it was given
 * @param attachments JSON array of {@code {type, value}}
 * @param createdBy e-mail
 */
public record Asset(
    int projectKey,
    String id,
    String externalId,
    AssetContent content,
    String metadata,
    Optional<String> contextData,
    String attachments,
    List<String> batchIds,
    boolean isPreLabeled,
    int priority,
    Instant createdAt,
    String createdBy,
    Instant updatedAt) {
  public Asset {
    batchIds = List.copyOf(batchIds);
  }
}
