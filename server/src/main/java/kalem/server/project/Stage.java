package kalem.server.project;

import java.util.List;
import java.util.Optional;
import kalem.server.project.stage.StageSettings;
import kalem.server.project.stage.WorkRules;

/**
 * One stage of a workflow.
 *
 * @param next ids of the stages behind its outputs, in order; empty texts, and what is missing at
 *     the end, are outputs that nothing is connected to
 * @param assignedTo e-mails of those who may work here; empty: every member whose role allows it
 * @param consensusId the Consensus stage that this is a child of
 */
public record Stage(
    String id,
    String name,
    List<String> next,
    List<String> assignedTo,
    Optional<String> consensusId,
    StageSettings settings) {

  public Stage {
    next = List.copyOf(next);
    assignedTo = List.copyOf(assignedTo);
  }

  public StageType type() {
    return settings.type();
  }

  /** The stage behind an output; empty when nothing is connected to it. */
  public Optional<String> output(int number) {
    return number < next.size()
        ? Optional.of(next.get(number)).filter(id -> !id.isEmpty())
        : Optional.empty();
  }

  /** Whether somebody with this e-mail may work here, as far as the stage's list says. */
  public boolean admits(String email) {
    return assignedTo.isEmpty() || assignedTo.contains(email);
  }

  /** Whether new tasks leave a Start stage at once. */
  public boolean autoForward() {
    return settings instanceof StageSettings.Start start && start.autoForward();
  }

  /** Whether labels can not be changed in this Review stage. */
  public boolean readOnly() {
    return settings instanceof StageSettings.Review review && review.readOnly();
  }

  /** Whether tasks can not be taken out of this Complete stage again. */
  public boolean preventRequeue() {
    return settings instanceof StageSettings.Complete complete && complete.preventRequeue();
  }

  /** How people get their work here; empty where there is none for them. */
  public Optional<WorkRules> workRules() {
    return switch (settings) {
      case StageSettings.Label label -> Optional.of(label.work());
      case StageSettings.Review review -> Optional.of(review.work());
      default -> Optional.empty();
    };
  }

  /** Whether its tasks are the judgments of a Consensus stage. */
  public boolean isJudgment() {
    return consensusId.isPresent();
  }
}
