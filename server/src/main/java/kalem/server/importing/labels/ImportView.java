package kalem.server.importing.labels;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import kalem.server.kernel.Timestamps;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.SignedLinks;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An import as clients see it. Each look makes a fresh link.
 *
 * @param itemsTotal null until they were counted
 * @param skipped items left out as a whole
 * @param warnings everything else there is to say
 * @param problems the first of them
 * @param reportPath table of all of them, once the import is over
 */
record ImportView(
    @JsonProperty("_id") String id,
    String project,
    String fileName,
    long size,
    @Nullable String format,
    String state,
    boolean dryRun,
    int progress,
    long itemsDone,
    @Nullable Long itemsTotal,
    long tasksLabeled,
    long objects,
    long skipped,
    long warnings,
    List<ProblemView> problems,
    List<CodeView> codes,
    List<ClassView> classes,
    @Nullable String reportPath,
    @Nullable String error,
    String createdAt,
    String createdBy,
    @Nullable String finishedAt,
    JsonNode options) {

  /**
   * Something found.
   *
   * @param fault it was left out; else it was taken over, perhaps not as meant
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ProblemView(
      long item,
      @Nullable String externalId,
      String code,
      String path,
      String message,
      boolean fault) {
    static ProblemView of(Finding finding) {
      return new ProblemView(
          finding.item(),
          finding.externalId().orElse(null),
          finding.code(),
          finding.path(),
          finding.message(),
          finding.isFault());
    }
  }

  record CodeView(String code, long count, boolean fault) {}

  /**
   * A class that the file of another program uses.
   *
   * @param known whether the category schema has it
   */
  record ClassView(String title, String tool, boolean known) {}

  static ImportView of(String projectId, Import shown, List<Finding> first, SignedLinks links) {
    Tally tally = shown.tally();
    return new ImportView(
        shown.id(),
        projectId,
        shown.source().fileName(),
        shown.source().size(),
        shown.format().orElse(null),
        shown.state().wireName(),
        shown.isDryRun(),
        shown.percent(),
        shown.progress().itemsDone(),
        shown.progress().itemsTotal().orElse(null),
        tally.tasksLabeled(),
        tally.objects(),
        tally.skipped(),
        tally.warnings(),
        first.stream().map(ProblemView::of).toList(),
        tally.codesByCount().stream()
            .map(
                code ->
                    new CodeView(
                        code.getKey(), code.getValue().count(), code.getValue().faults() > 0))
            .toList(),
        tally.classes().stream()
            .map(use -> new ClassView(use.title(), use.tool(), use.isKnown()))
            .toList(),
        shown.reportKey().map(key -> report(shown, key, links)).orElse(null),
        shown.error().orElse(null),
        Timestamps.format(shown.createdAt()),
        shown.createdBy(),
        shown.finishedAt().map(Timestamps::format).orElse(null),
        shown.options().json());
  }

  private static String report(Import shown, String key, SignedLinks links) {
    return links.download(
        new ObjectKey(key), SignedLinks.READ_LIFE, shown.source().fileName() + "-report.csv");
  }
}
