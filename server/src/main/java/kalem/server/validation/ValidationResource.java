package kalem.server.validation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Checking labels before they are saved, and trying a check out (workflow section 14). */
@RestController
@RequestMapping("/v2")
class ValidationResource {
  private final LabelValidation validation;

  ValidationResource(LabelValidation validation) {
    this.validation = validation;
  }

  record FunctionToTry(@Nullable String function, @Nullable JsonNode answer) {}

  record SyntaxErrorView(String message, int line, int column) {}

  /**
   * @param failure why the function gave no list; null when it did
   */
  record TriedFunction(
      List<Finding> errors,
      List<String> console,
      long milliseconds,
      @Nullable SyntaxErrorView syntaxError,
      @Nullable String failure) {}

  record LabelsToCheck(@Nullable JsonNode answer, @Nullable Integer frame) {}

  record CheckedLabels(List<Finding> errors, boolean prevented) {}

  /** Runs a function on labels that were pasted; nothing is stored. */
  @PostMapping("/project/{projectId}/labelValidation/try")
  @Requires(Action.EDIT_PROJECT)
  Success<TriedFunction> tryOut(ProjectAccess access, @RequestBody FunctionToTry request) {
    JsonNode answer = request.answer();
    if (answer == null || !answer.isObject()) {
      throw KalemException.invalid("answer must be an object, as Copy Answers gives it.");
    }
    ScriptRun run =
        validation.tryOut(access, Objects.requireNonNullElse(request.function(), ""), answer);
    return Success.of(
        new TriedFunction(
            run.findings(),
            run.console(),
            run.milliseconds(),
            run.syntaxError()
                .map(error -> new SyntaxErrorView(error.message(), error.line(), error.column()))
                .orElse(null),
            run.failure().orElse(null)));
  }

  /**
   * Checks the labels of a task on the server: those given, or those saved with the caller's draft.
   */
  @PostMapping("/task/{taskId}/validation")
  @Requires(Action.LABEL)
  Success<CheckedLabels> check(
      ProjectAccess access, @PathVariable String taskId, @RequestBody LabelsToCheck request) {
    Integer frame = request.frame();
    LabelValidation.Verdict verdict =
        validation.check(
            access,
            taskId,
            Optional.ofNullable(request.answer()).filter(answer -> !answer.isNull()),
            frame == null ? OptionalInt.empty() : OptionalInt.of(frame));
    return Success.of(new CheckedLabels(verdict.findings(), verdict.isPrevented()));
  }
}
