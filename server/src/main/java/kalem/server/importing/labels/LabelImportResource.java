package kalem.server.importing.labels;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.formats.BadImportException;
import kalem.formats.ango.AngoImportReader;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Gate;
import kalem.server.http.LateAnswer;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Importing labels by one call (api.md 8.10, import-format.md). The body may be large and its keys
 * come in any order, so it is kept in a file and read twice: once to see that it is whole, once to
 * import. Many items are imported by a job for which the request waits.
 */
@RestController
class LabelImportResource {
  /** Items that are imported at once. */
  private static final long FEW = 500;

  /** Quick imports are answered in the ordinary way. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LabelRequest request;
  private final ImportUpload upload;
  private final ImportWaits waits;
  private final FindingStore findings;
  private final WorkFolders folders;

  LabelImportResource(
      LabelRequest request,
      ImportUpload upload,
      ImportWaits waits,
      FindingStore findings,
      WorkFolders folders) {
    this.request = request;
    this.upload = upload;
    this.waits = waits;
    this.findings = findings;
    this.folders = folders;
  }

  record SkippedView(
      long item, @Nullable String externalId, String code, String path, String reason) {
    static SkippedView of(Finding skipped) {
      return new SkippedView(
          skipped.item(),
          skipped.externalId().orElse(null),
          skipped.code(),
          skipped.path(),
          skipped.message());
    }
  }

  record WarningView(long item, String code, String path, String message) {
    static WarningView of(Finding warning) {
      return new WarningView(warning.item(), warning.code(), warning.path(), warning.message());
    }
  }

  /**
   * {@code project} is the documented sentence; the rest is ours.
   *
   * @param importId of the import whose report has everything, when not all of it is here
   */
  record LabelImportData(
      String project,
      long tasksLabeled,
      long tasksTotal,
      List<SkippedView> skipped,
      List<WarningView> warnings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String importId) {

    static LabelImportData of(
        Tally tally, long items, List<Finding> found, @Nullable String importId) {
      return new LabelImportData(
          tally.tasksLabeled() + " / " + items + " tasks are labeled.",
          tally.tasksLabeled(),
          items,
          found.stream().filter(Finding::isItem).map(SkippedView::of).toList(),
          found.stream().filter(each -> !each.isItem()).map(WarningView::of).toList(),
          importId);
    }
  }

  @PostMapping("/v2/import/labels")
  @Requires(Action.IMPORT_LABELS)
  @Nullable Success<LabelImportData> importLabels(
      Gate gate, HttpServletRequest body, HttpServletResponse response)
      throws IOException, InterruptedException {
    Path folder = folders.make("request");
    try {
      Path file = folder.resolve("labels.json");
      try (InputStream in = body.getInputStream()) {
        Files.copy(in, file);
      }
      Body read = readThrough(file);
      ProjectAccess access = gate.project(read.project());
      ImportOptions options = read.options();
      if (read.items() <= FEW) {
        LabelRequest.Report report = request.run(access, file, options, read.isDryRun());
        return Success.of(
            LabelImportData.of(report.tally(), report.items(), report.findings(), null));
      }
      Import started =
          upload.start(
              access, "labels.json", new FileSystemResource(file), options, read.isDryRun());
      return awaited(started, response);
    } finally {
      folders.remove(folder);
    }
  }

  private @Nullable Success<LabelImportData> awaited(Import started, HttpServletResponse response)
      throws IOException {
    Optional<Import> over = waits.await(started, PATIENCE);
    if (over.isPresent()) {
      return outcome(over.get());
    }
    new LateAnswer(response).write(() -> waits.await(started, LateAnswer.PAUSE).map(this::outcome));
    return null;
  }

  private Success<LabelImportData> outcome(Import over) {
    return switch (over.state()) {
      case READY, CHECKED ->
          Success.of(
              LabelImportData.of(
                  over.tally(),
                  over.progress().itemsDone(),
                  findings.first(over.projectKey(), over.id(), FindingStore.SHOWN),
                  over.id()));
      case FAILED -> throw failure(over);
      case CANCELED -> throw KalemException.conflict("The import was canceled.");
      case QUEUED, RUNNING -> throw new IllegalStateException("The import is not over");
    };
  }

  private static KalemException failure(Import over) {
    return new KalemException(
        over.tally().faults() > 0 ? ErrorCode.INVALID_ANSWER : ErrorCode.INTERNAL,
        over.error().orElse("The import failed."));
  }

  /**
   * The body but for its items.
   *
   * @param items how many there are
   */
  private record Body(ObjectNode fields, long items) {
    String project() {
      if (!fields.path("project").isString()) {
        throw KalemException.invalid("project must be given.");
      }
      return fields.path("project").asString();
    }

    /** The body says its form itself. */
    ImportOptions options() {
      return ImportOptions.DEFAULT.with(
          fields.deepCopy().put("format", ImportOptions.OWN).without("config"));
    }

    boolean isDryRun() {
      return ImportOptions.flag(fields, "dryRun", false);
    }
  }

  /** Reads the whole text once, so that a broken one changes nothing. */
  private static Body readThrough(Path file) throws IOException {
    try (AngoImportReader reader = AngoImportReader.open(Files.newInputStream(file))) {
      long items = 0;
      while (reader.hasNext()) {
        reader.skip();
        items++;
      }
      ObjectNode fields = Json.object();
      for (Map.Entry<String, JsonNode> field : reader.request().entrySet()) {
        fields.set(field.getKey(), field.getValue());
      }
      return new Body(fields, items);
    } catch (BadImportException e) {
      throw KalemException.invalid(e.getMessage() == null ? "" : e.getMessage());
    }
  }
}
