package kalem.server.task;

import java.util.Optional;

/**
 * How a task gets through its workflow, beside the stage it is in.
 *
 * @param note the words of the error behind the mark
 * @param pending what happened to the task and waits for an open way, as JSON
 * @param automaticSteps automatic stages left since the last stop at a person or plugin
 * @param skips in this visit
 * @param totalSkips in all visits, this one included
 * @param consensus the scores of the last consensus
 * @param judgment present when this is a judgment and no main task
 */
public record TaskFlow(
    Mark mark,
    Optional<String> note,
    Optional<String> pending,
    int automaticSteps,
    int skips,
    int totalSkips,
    Optional<Consensus> consensus,
    Optional<Judgment> judgment) {

  /** A task that has just begun. */
  public static final TaskFlow NEW =
      new TaskFlow(
          Mark.NONE,
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0,
          Optional.empty(),
          Optional.empty());

  /**
   * What a consensus came to.
   *
   * @param average percent
   * @param detailed one entry per class, as exports have them (workflow.md 11.2)
   */
  public record Consensus(int average, String detailed) {}

  /** Nothing keeps it any more. */
  public TaskFlow unmarked() {
    return marked(Mark.NONE, Optional.empty(), Optional.empty());
  }

  /** Something keeps it. */
  public TaskFlow marked(Mark next, Optional<String> why, Optional<String> repeat) {
    return new TaskFlow(next, why, repeat, automaticSteps, skips, totalSkips, consensus, judgment);
  }

  /** A stage was entered, by so many automatic steps. */
  TaskFlow entered() {
    return new TaskFlow(
        Mark.NONE,
        Optional.empty(),
        Optional.empty(),
        automaticSteps,
        0,
        totalSkips,
        consensus,
        judgment);
  }

  /** After so many automatic steps. */
  public TaskFlow steps(int automatic) {
    return new TaskFlow(mark, note, pending, automatic, skips, totalSkips, consensus, judgment);
  }

  /** Skipped once more. */
  public TaskFlow skipped() {
    return new TaskFlow(
        mark, note, pending, automaticSteps, skips + 1, totalSkips + 1, consensus, judgment);
  }

  /** With other scores. */
  public TaskFlow consensus(Optional<Consensus> scores) {
    return new TaskFlow(mark, note, pending, automaticSteps, skips, totalSkips, scores, judgment);
  }

  /** As a judgment. */
  public TaskFlow judgment(Judgment given) {
    return new TaskFlow(
        mark, note, pending, automaticSteps, skips, totalSkips, consensus, Optional.of(given));
  }
}
