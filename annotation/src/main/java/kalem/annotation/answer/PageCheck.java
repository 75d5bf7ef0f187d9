package kalem.annotation.answer;

import java.util.OptionalInt;
import kalem.annotation.ProblemCode;
import tools.jackson.databind.JsonNode;

/** Checks the page of an entry against the asset (import-format section 5.1). */
record PageCheck(OptionalInt pageTotal, IntakeReport report) {
  boolean isValid(JsonNode node, String path) {
    JsonNode page = node.path("page");
    if (page.isMissingNode() || page.isNull()) {
      return true;
    }
    boolean isValid =
        EntryFields.isPage(page)
            && (pageTotal.isEmpty() || page.doubleValue() < pageTotal.getAsInt());
    if (!isValid) {
      report.fault(
          ProblemCode.PAGE_OUT_OF_RANGE, path + ".page", "Pages count from 0 to the last one.");
    }
    return isValid;
  }
}
