package kalem.formats.cli;

import kalem.annotation.Problem;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;

/** Notes what is wrong with the files read, one reason per code. */
final class Faults {
  private Faults() {}

  static void note(FaultyItem faulty, FormatReport faults) {
    note(faulty.problem(), faulty.externalId().orElse(""), faults);
  }

  static void note(Problem problem, String externalId, FormatReport faults) {
    String place = externalId + (problem.path().isEmpty() ? "" : " " + problem.path());
    faults.leftOut(problem.code().name(), place.strip() + ": " + problem.message());
  }
}
