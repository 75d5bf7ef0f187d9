package kalem.server.benchmark;

import java.time.Instant;
import java.util.List;

/**
 * A person who asks the labeling queue for a task.
 *
 * @param stageIds Label stages open to the person, at least one for anything to be served
 * @param batchIds only of these; empty: any
 * @param leaseEnd until when what is served is theirs alone
 */
public record Serving(
    int projectKey, String email, List<String> stageIds, List<String> batchIds, Instant leaseEnd) {
  public Serving {
    stageIds = List.copyOf(stageIds);
    batchIds = List.copyOf(batchIds);
  }
}
