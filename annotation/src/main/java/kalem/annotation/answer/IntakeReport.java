package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;

/** Collects what one intake finds. */
final class IntakeReport {
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void fault(ProblemCode code, String path, String message) {
    problems.add(new Problem(code, path, message));
  }

  void warn(ProblemCode code, String path, String message) {
    warnings.add(new Problem(code, path, message));
  }

  /** Everything found since it was last taken. */
  Intake take() {
    Intake taken = with(Answer.EMPTY);
    problems.clear();
    warnings.clear();
    return taken;
  }

  Intake with(Answer answer) {
    return new Intake(answer, problems, warnings);
  }
}
