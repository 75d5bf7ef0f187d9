package kalem.server.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.ReviewStatus;

/**
 * The step of the workflow engine: from a definition, the stage a task is in, what is known of it
 * and what happened, to the stages it leaves and the one where it comes to rest. Pure; the shell
 * around it stores the outcome (design decision 6).
 */
final class Workflow {
  /**
   * More automatic transitions than this without a person or plugin are a loop (workflow.md 4.1).
   */
  static final int MOST_AUTOMATIC_STEPS = 100;

  private static final int FIRST = 0;
  private static final int SECOND = 1;

  private Workflow() {}

  /** What happened to a task. */
  sealed interface Event {
    /** It was put into the stage from outside the graph: created in Start, or requeued. */
    record Entered() implements Event {}

    /** A person finished their work in the stage. */
    record Submitted(String email) implements Event {}

    /** A reviewer decided; accepted, fixed or rejected. */
    record Reviewed(ReviewStatus verdict) implements Event {}

    /**
     * The stage let it go without a person: a plugin answered, a message was taken, a lead sent it
     * on.
     */
    record Passed() implements Event {}

    /** All its judgments are there. */
    record Joined(boolean agreement) implements Event {}
  }

  /** Where a task is. */
  record Position(String taskId, int visit, Stage stage, int automaticSteps) {}

  /**
   * One stage visit that ends.
   *
   * @param byPerson false: the stage let the task through by itself
   * @param annotator who labeled it, where it was a Label stage
   */
  record Exit(
      Stage stage, boolean byPerson, Optional<ReviewStatus> verdict, Optional<String> annotator) {
    private static Exit automatic(Stage stage) {
      return new Exit(stage, false, Optional.empty(), Optional.empty());
    }
  }

  /** Why a task stays where it is, or that it moved. */
  enum Rest {
    /** It rests in a stage it entered. */
    MOVED,
    /** Nothing is connected to the output it takes. */
    NO_NEXT_STAGE,
    /** It went through too many automatic stages and is held in the one it reached. */
    LOOP
  }

  /**
   * @param exits the visits that end, in order
   * @param stage where the task rests; the same as before when it did not move
   * @param leftConsensus whether it also left a Consensus stage, whose visits are its judgments
   * @param automaticSteps since the last stop at a person or plugin
   */
  record Outcome(
      List<Exit> exits, Stage stage, Rest rest, boolean leftConsensus, int automaticSteps) {
    Outcome {
      exits = List.copyOf(exits);
    }

    /** Whether the task is in another visit than before. */
    boolean isMoved() {
      return leftConsensus || !exits.isEmpty();
    }
  }

  static Outcome step(StageGraph graph, Position at, Event event, TaskFacts facts) {
    Walk walk = new Walk(graph, at, facts);
    Stage current = at.stage();
    return switch (event) {
      case Event.Entered entered -> walk.arrive(current);
      case Event.Submitted(String email) ->
          walk.leave(
              FIRST,
              new Exit(
                  current,
                  true,
                  verdictOfSubmit(current),
                  current.type() == StageType.LABEL ? Optional.of(email) : Optional.empty()));
      case Event.Reviewed(ReviewStatus verdict) ->
          walk.leave(
              verdict == ReviewStatus.REJECTED ? SECOND : FIRST,
              new Exit(current, true, Optional.of(verdict), Optional.empty()));
      case Event.Passed passed -> walk.pass(FIRST, Exit.automatic(current));
      case Event.Joined(boolean agreement) -> walk.leaveConsensus(agreement ? FIRST : SECOND);
    };
  }

  /** Submitting a task in a review stage without a verdict accepts it. */
  private static Optional<ReviewStatus> verdictOfSubmit(Stage stage) {
    return stage.type() == StageType.REVIEW ? Optional.of(ReviewStatus.ACCEPTED) : Optional.empty();
  }

  /** Whether some tasks go through a stage without stopping there. */
  static boolean mayPass(Stage stage) {
    return switch (stage.settings()) {
      case StageSettings.Start(boolean autoForward) -> autoForward;
      case StageSettings.Logic logic -> true;
      case StageSettings.Review review -> review.sampling() < StageSettings.Review.ALL;
      case StageSettings.Label a -> false;
      case StageSettings.Consensus a -> false;
      case StageSettings.Plugin a -> false;
      case StageSettings.Webhook a -> false;
      case StageSettings.Hold a -> false;
      case StageSettings.Complete a -> false;
      case StageSettings.Archive a -> false;
    };
  }

  /** The way of one task from one event to where it rests. */
  private static final class Walk {
    private final StageGraph graph;
    private final Position from;
    private final List<Exit> exits = new ArrayList<>();
    private TaskFacts facts;
    private int visit;
    private int steps;
    private boolean leftConsensus;

    Walk(StageGraph graph, Position from, TaskFacts facts) {
      this.graph = graph;
      this.from = from;
      this.facts = facts;
      this.visit = from.visit();
      this.steps = from.automaticSteps();
    }

    /** Leaves a stage in which a person worked. */
    Outcome leave(int output, Exit exit) {
      steps = 0;
      return next(output, exit.stage())
          .map(
              next -> {
                exit(exit);
                return arrive(next);
              })
          .orElseGet(() -> rest(exit.stage(), Rest.NO_NEXT_STAGE));
    }

    Outcome leaveConsensus(int output) {
      steps = 0;
      return next(output, from.stage())
          .map(
              next -> {
                leftConsensus = true;
                visit++;
                return arrive(next);
              })
          .orElseGet(() -> rest(from.stage(), Rest.NO_NEXT_STAGE));
    }

    /** Leaves a stage without a person, and goes on. */
    Outcome pass(int output, Exit exit) {
      Optional<Stage> next = next(output, exit.stage());
      if (next.isEmpty()) {
        return rest(exit.stage(), Rest.NO_NEXT_STAGE);
      }
      if (steps >= MOST_AUTOMATIC_STEPS) {
        return rest(exit.stage(), Rest.LOOP);
      }
      steps++;
      exit(exit);
      return arrive(next.get());
    }

    private Optional<Stage> next(int output, Stage stage) {
      return stage.output(output).flatMap(graph::find);
    }

    private void exit(Exit exit) {
      exits.add(exit);
      facts = facts.after(exit);
      visit++;
    }

    Outcome arrive(Stage first) {
      Stage stage = first;
      while (true) {
        OptionalInt output = outputThrough(stage);
        if (output.isEmpty()) {
          return settle(stage);
        }
        Optional<Stage> next = next(output.getAsInt(), stage);
        if (next.isEmpty()) {
          return rest(stage, Rest.NO_NEXT_STAGE);
        }
        if (steps >= MOST_AUTOMATIC_STEPS) {
          return rest(stage, Rest.LOOP);
        }
        steps++;
        exit(throughExit(stage));
        stage = next.get();
      }
    }

    /** The output by which a stage lets the task through at once; empty when it holds it. */
    private OptionalInt outputThrough(Stage stage) {
      Draw draw = new Draw(from.taskId(), visit, stage.id());
      return switch (stage.settings()) {
        case StageSettings.Start(boolean autoForward) ->
            autoForward ? OptionalInt.of(FIRST) : OptionalInt.empty();
        case StageSettings.Logic(var rules) ->
            OptionalInt.of(new ConditionCheck(facts, draw).output(rules));
        case StageSettings.Review review ->
            draw.share("sampling") * StageSettings.Review.ALL < review.sampling()
                ? OptionalInt.empty()
                : OptionalInt.of(FIRST);
        case StageSettings.Label a -> OptionalInt.empty();
        case StageSettings.Consensus a -> OptionalInt.empty();
        case StageSettings.Plugin a -> OptionalInt.empty();
        case StageSettings.Webhook a -> OptionalInt.empty();
        case StageSettings.Hold a -> OptionalInt.empty();
        case StageSettings.Complete a -> OptionalInt.empty();
        case StageSettings.Archive a -> OptionalInt.empty();
      };
    }

    private static Exit throughExit(Stage stage) {
      return stage.type() == StageType.REVIEW
          ? new Exit(stage, false, Optional.of(ReviewStatus.TODO), Optional.empty())
          : Exit.automatic(stage);
    }

    /** A message is no stop: a loop of messages is found by the steps that led there. */
    private Outcome settle(Stage stage) {
      if (stage.type() != StageType.WEBHOOK) {
        steps = 0;
      } else if (steps >= MOST_AUTOMATIC_STEPS) {
        return rest(stage, Rest.LOOP);
      }
      return rest(stage, Rest.MOVED);
    }

    private Outcome rest(Stage stage, Rest why) {
      return new Outcome(exits, stage, why, leftConsensus, steps);
    }
  }
}
