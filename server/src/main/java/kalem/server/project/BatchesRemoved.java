package kalem.server.project;

import java.util.List;

/** Batches were deleted; whoever refers to them by id lets go of them in the same transaction. */
public record BatchesRemoved(int projectKey, List<String> batchIds) {
  public BatchesRemoved {
    batchIds = List.copyOf(batchIds);
  }
}
