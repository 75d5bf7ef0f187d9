package kalem.server.importing.labels;

import java.util.Optional;
import kalem.annotation.Problem;
import kalem.formats.FaultyItem;
import kalem.formats.ImportItem;

/**
 * Something an import has to say about one item or a part of one (import-format.md 13.2).
 *
 * @param item position in the file, from 0; -1 when it is about no single item
 * @param path JSON path from the root of the file
 * @param isFault it was not taken over; else it was, though perhaps not as meant
 * @param isItem the whole item was left out
 */
record Finding(
    long item,
    Optional<String> externalId,
    String code,
    String path,
    String message,
    boolean isFault,
    boolean isItem) {
  private static final int LONGEST = 1000;

  /** What came from outside may be of any length and hold what no database takes. */
  Finding {
    externalId = externalId.map(Finding::tame);
    path = tame(path);
    message = tame(message);
  }

  private static String tame(String text) {
    String whole = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return whole.indexOf('\0') < 0 ? whole : whole.replace('\0', '\uFFFD');
  }

  static Finding skipped(ImportItem item, String code, String message) {
    return new Finding(item.index(), item.externalId(), code, item.path(), message, true, true);
  }

  static Finding of(FaultyItem item) {
    Problem problem = item.problem();
    return new Finding(
        item.index(),
        item.externalId(),
        problem.code().name(),
        problem.path(),
        problem.message(),
        true,
        true);
  }

  static Finding of(ImportItem item, Problem problem, boolean isFault) {
    return new Finding(
        item.index(),
        item.externalId(),
        problem.code().name(),
        problem.path(),
        problem.message(),
        isFault,
        false);
  }

  /** Something a file holds that has no place among the labels of this hub. */
  static Finding leftOut(String place, String reason) {
    return new Finding(-1, Optional.empty(), ImportCodes.LEFT_OUT, place, reason, true, false);
  }

  /** What there is to say of the whole. */
  static Finding conclusion(String message) {
    return new Finding(
        -1, Optional.empty(), ImportCodes.NOTHING_LABELED, "", message, false, false);
  }

  /** An item has nothing but faults for a task that has labels. */
  static Finding earlierLabelsStay(ImportItem item) {
    return note(
        item,
        ImportCodes.EARLIER_LABELS_STAY,
        "Nothing of the item can be used, so the labels that the task had before stay.");
  }

  static Finding note(ImportItem item, String code, String message) {
    return new Finding(item.index(), item.externalId(), code, item.path(), message, false, false);
  }
}
