package kalem.server.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import kalem.annotation.Problem;

/**
 * What became of an import (api.md 10.4).
 *
 * @param preLabelsCount items that brought labels
 * @param validPreLabelsCount of them, those whose labels all matched the schema
 * @param warnings labels that were left out
 */
record ImportReport(
    int assetsCreated,
    int tasksCreated,
    int preLabelsCount,
    int validPreLabelsCount,
    List<Failed> failed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings) {

  /** An item that was not imported. */
  record Failed(int index, String externalId, String reason) {}

  /**
   * An item that was imported without some of its labels.
   *
   * @param messages the problems as sentences
   */
  record Warning(int index, String externalId, List<String> messages, List<Problem> problems) {}
}
