package kalem.server.export;

import java.util.List;

/**
 * Which tasks are exported. An empty list asks nothing; several entries of one list are
 * alternatives.
 *
 * @param stages ids or, before they were resolved, names
 * @param batches ids or, before they were resolved, names
 * @param types {@code default}, {@code consensus}, {@code benchmark}
 * @param statuses {@code READY} and the like, or {@code TODO} and {@code Completed}, which ask for
 *     the kind of the stage
 * @param assignees e-mails or, before they were resolved, ids of accounts
 */
record TaskFilter(
    List<String> stages,
    List<String> batches,
    List<String> types,
    List<String> statuses,
    List<String> assignees,
    List<String> tasks,
    List<String> externalIds,
    TimeRange createdAt,
    TimeRange updatedAt,
    TimeRange completedAt) {

  TaskFilter {
    stages = List.copyOf(stages);
    batches = List.copyOf(batches);
    types = List.copyOf(types);
    statuses = List.copyOf(statuses);
    assignees = List.copyOf(assignees);
    tasks = List.copyOf(tasks);
    externalIds = List.copyOf(externalIds);
  }

  /** A filter that lets everything through. */
  static TaskFilter everything() {
    return new TaskFilter(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        TimeRange.ALWAYS,
        TimeRange.ALWAYS,
        TimeRange.ALWAYS);
  }

  TaskFilter resolved(List<String> stages, List<String> batches, List<String> assignees) {
    return new TaskFilter(
        stages,
        batches,
        types,
        statuses,
        assignees,
        tasks,
        externalIds,
        createdAt,
        updatedAt,
        completedAt);
  }
}
