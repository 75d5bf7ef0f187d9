package kalem.server.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.task.ReviewStatus;

/**
 * The step of the workflow engine: from a definition, the stage a task is in and what happened, to
 * the stages it leaves and the one where it comes to rest. Pure; the shell around it stores the
 * outcome (design decision 6).
 */
final class Workflow {
  /** More automatic transitions than this without a person are a loop (workflow.md 4.1). */
  static final int MOST_AUTOMATIC_STEPS = 100;

  private static final int FIRST = 0;
  private static final int REJECTED = 1;

  private Workflow() {}

  /** What happened to a task. */
  sealed interface Event {
    /** It was put into the stage from outside the graph: created in Start, or requeued. */
    record Entered() implements Event {}

    /** A person finished their work in the stage. */
    record Submitted() implements Event {}

    /** A reviewer decided; accepted, fixed or rejected. */
    record Reviewed(ReviewStatus verdict) implements Event {}
  }

  /**
   * One stage visit that ends.
   *
   * @param byPerson false: the stage let the task through by itself
   */
  record Exit(Stage stage, boolean byPerson, Optional<ReviewStatus> verdict) {}

  /** Why a task stays where it is, or that it moved. */
  enum Rest {
    /** It rests in a stage it entered. */
    MOVED,
    /** Nothing is connected to the output it would take. */
    NO_NEXT_STAGE,
    /** It went through too many automatic stages and is held in the one it reached. */
    LOOP
  }

  /**
   * @param exits the visits that end, in order
   * @param stage where the task rests; the same as before when it did not move
   */
  record Outcome(List<Exit> exits, Stage stage, Rest rest) {
    Outcome {
      exits = List.copyOf(exits);
    }
  }

  /**
   * @param current the stage the task is in
   */
  static Outcome step(StageGraph graph, Stage current, Event event) {
    return switch (event) {
      case Event.Entered entered -> arrive(graph, current, new ArrayList<>());
      case Event.Submitted submitted ->
          leave(graph, current, FIRST, new Exit(current, true, verdictOfSubmit(current)));
      case Event.Reviewed(ReviewStatus verdict) ->
          leave(
              graph,
              current,
              verdict == ReviewStatus.REJECTED ? REJECTED : FIRST,
              new Exit(current, true, Optional.of(verdict)));
    };
  }

  /** Submitting a task in a review stage without a verdict accepts it. */
  private static Optional<ReviewStatus> verdictOfSubmit(Stage stage) {
    return stage.type() == StageType.REVIEW ? Optional.of(ReviewStatus.ACCEPTED) : Optional.empty();
  }

  private static Outcome leave(StageGraph graph, Stage current, int output, Exit exit) {
    Optional<Stage> next = current.output(output).flatMap(graph::find);
    if (next.isEmpty()) {
      return new Outcome(List.of(), current, Rest.NO_NEXT_STAGE);
    }
    List<Exit> exits = new ArrayList<>();
    exits.add(exit);
    return arrive(graph, next.get(), exits);
  }

  /** Follows automatic stages until one holds the task. */
  private static Outcome arrive(StageGraph graph, Stage first, List<Exit> exits) {
    Stage stage = first;
    for (int steps = 0; passesThrough(stage); steps++) {
      if (steps == MOST_AUTOMATIC_STEPS) {
        return new Outcome(exits, stage, Rest.LOOP);
      }
      Optional<Stage> next = stage.output(FIRST).flatMap(graph::find);
      if (next.isEmpty()) {
        break;
      }
      exits.add(new Exit(stage, false, Optional.empty()));
      stage = next.get();
    }
    return new Outcome(exits, stage, Rest.MOVED);
  }

  private static boolean passesThrough(Stage stage) {
    return stage.type() == StageType.START && stage.autoForward();
  }
}
