package kalem.server.project;

import java.util.List;
import java.util.Optional;

/**
 * One stage of a workflow.
 *
 * @param next ids of the stages behind its outputs, in order; may be shorter than the outputs
 * @param assignedTo e-mails of those who may work here; empty: every member whose role allows it
 * @param autoForward Start only: tasks leave at once
 * @param readOnly Review only: labels can not be changed
 * @param preventRequeue Complete only
 */
public record Stage(
    String id,
    String name,
    StageType type,
    List<String> next,
    List<String> assignedTo,
    boolean autoForward,
    boolean readOnly,
    boolean preventRequeue) {

  public Stage {
    next = List.copyOf(next);
    assignedTo = List.copyOf(assignedTo);
  }

  /** The stage behind an output; empty when nothing is connected to it. */
  public Optional<String> output(int number) {
    return number < next.size() ? Optional.of(next.get(number)) : Optional.empty();
  }

  /** Whether somebody with this e-mail may work here, as far as the stage's list says. */
  public boolean admits(String email) {
    return assignedTo.isEmpty() || assignedTo.contains(email);
  }
}
