package kalem.annotation.answer;

import java.util.List;
import kalem.annotation.Problem;

/**
 * Labels as they were read.
 *
 * @param answer everything that is in order
 * @param problems what is not, and was left out
 * @param warnings what was read, but perhaps not as meant
 */
public record Intake(Answer answer, List<Problem> problems, List<Problem> warnings) {
  public Intake {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  public Intake withAnswer(Answer changed) {
    return new Intake(changed, problems, warnings);
  }
}
