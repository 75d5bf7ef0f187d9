package kalem.server.validation;

import java.util.List;
import java.util.Optional;

/**
 * What came of one run of a validation function.
 *
 * @param console what it wrote, line by line; bounded
 * @param milliseconds from start to end
 * @param syntaxError the function can not be read
 * @param failure it threw, ran too long or answered with something else than a list
 */
record ScriptRun(
    List<Finding> findings,
    List<String> console,
    long milliseconds,
    Optional<SyntaxError> syntaxError,
    Optional<String> failure) {
  ScriptRun {
    findings = List.copyOf(findings);
    console = List.copyOf(console);
  }

  /**
   * Where reading stopped.
   *
   * @param line from 1
   * @param column from 1
   */
  record SyntaxError(String message, int line, int column) {}

  static ScriptRun failed(String failure, long milliseconds) {
    return new ScriptRun(
        List.of(), List.of(), milliseconds, Optional.empty(), Optional.of(failure));
  }

  /** The findings; a function that failed is one of its own. */
  List<Finding> verdict() {
    return syntaxError
        .map(error -> "syntax error in line " + error.line() + ": " + error.message())
        .or(() -> failure)
        .map(reason -> List.of(Finding.error("The validation script failed: " + reason + ".")))
        .orElse(findings);
  }
}
