package kalem.server.insight;

import java.util.List;

/**
 * What numbers are asked about; an empty list means all.
 *
 * @param batchIds work on tasks that were in one of these batches
 */
record Choice(int projectKey, Interval interval, List<String> batchIds, List<String> stageIds) {
  String[] batches() {
    return batchIds.toArray(String[]::new);
  }

  String[] stages() {
    return stageIds.toArray(String[]::new);
  }
}
