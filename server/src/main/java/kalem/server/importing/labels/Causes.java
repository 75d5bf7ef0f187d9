package kalem.server.importing.labels;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.ProblemCode;

/** Names the likely cause when an import labeled nothing (import-format.md 13.1). */
final class Causes {
  private static final List<Map.Entry<String, String>> BY_CODE =
      List.of(
          Map.entry(
              ImportCodes.ASSET_NOT_FOUND,
              "No asset of this project matches. Is it the right project? External ids are compared"
                  + " letter by letter, with extension and folders."),
          Map.entry(
              ImportCodes.NOT_TODO,
              "The assets are no longer to do: somebody saved or submitted them, or they are"
                  + " complete. Only who forces it labels them anew."),
          Map.entry(
              ProblemCode.UNKNOWN_CLASS.name(),
              "The labels name classes that this project's category schema does not have; the file"
                  + " may have been made for another project."),
          Map.entry(
              "NO_LABELS",
              "The items hold no labels under a known key, such as objects or classifications."),
          Map.entry("NOT_AN_OBJECT", "The file is no list of items with labels."),
          Map.entry("NOT_JSON", "The lines of the file are no JSON."));

  private Causes() {}

  /**
   * The cause.
   *
   * @param items of the file
   */
  static Optional<String> of(Tally tally, long items) {
    if (items == 0) {
      return Optional.of("The file holds no items.");
    }
    if (tally.tasksLabeled() > 0) {
      return Optional.empty();
    }
    Optional<String> cause =
        BY_CODE.stream()
            .filter(each -> tally.codes().containsKey(each.getKey()))
            .max(Comparator.comparingLong(each -> count(tally, each.getKey())))
            .map(Map.Entry::getValue);
    return cause.isEmpty() && tally.faults() == 0
        ? Optional.of("The items hold only empty lists.")
        : cause;
  }

  private static long count(Tally tally, String code) {
    return tally.codes().getOrDefault(code, new Tally.CodeCount(0, 0)).count();
  }
}
