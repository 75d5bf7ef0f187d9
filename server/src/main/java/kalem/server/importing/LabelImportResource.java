package kalem.server.importing;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kalem.formats.BadImportException;
import kalem.formats.ango.AngoImportReader;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Gate;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Importing labels (api.md 8.10, import-format.md). The body may be large and its keys come in any
 * order, so it is kept in a temporary file and read twice: once to see that it is whole, once to
 * import.
 */
@RestController
class LabelImportResource {
  private final LabelImport labels;

  LabelImportResource(LabelImport labels) {
    this.labels = labels;
  }

  record SkippedView(
      long item, @Nullable String externalId, String code, String path, String reason) {
    static SkippedView of(LabelImport.Skipped skipped) {
      return new SkippedView(
          skipped.item(),
          skipped.externalId().orElse(null),
          skipped.code(),
          skipped.path(),
          skipped.reason());
    }
  }

  record WarningView(long item, String code, String path, String message) {
    static WarningView of(LabelImport.Skipped warning) {
      return new WarningView(warning.item(), warning.code(), warning.path(), warning.reason());
    }
  }

  /** {@code project} is the documented sentence; the rest is ours. */
  record ImportData(
      String project,
      long tasksLabeled,
      long tasksTotal,
      List<SkippedView> skipped,
      List<WarningView> warnings) {}

  @PostMapping("/v2/import/labels")
  @Requires(Action.IMPORT_LABELS)
  Success<ImportData> importLabels(Gate gate, HttpServletRequest request) throws IOException {
    Path file = Files.createTempFile("labels-", ".json");
    try {
      try (InputStream body = request.getInputStream()) {
        Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
      }
      Map<String, JsonNode> fields = readThrough(file);
      ProjectAccess access = gate.project(text(fields, "project"));
      return Success.of(data(labels.run(access, file, options(fields))));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Reads the whole text once, so that a broken one changes nothing. */
  private static Map<String, JsonNode> readThrough(Path file) throws IOException {
    try (AngoImportReader reader = AngoImportReader.open(Files.newInputStream(file))) {
      while (reader.hasNext()) {
        reader.next();
      }
      return reader.request();
    } catch (BadImportException e) {
      throw new KalemException(
          ErrorCode.INVALID_REQUEST, e.getMessage() == null ? "" : e.getMessage());
    }
  }

  private static String text(Map<String, JsonNode> fields, String name) {
    JsonNode value = fields.get(name);
    if (value == null || !value.isString()) {
      throw KalemException.invalid(name + " must be given.");
    }
    return value.asString();
  }

  private static LabelImport.Options options(Map<String, JsonNode> fields) {
    JsonNode mode = fields.get("mode");
    return new LabelImport.Options(
        mode == null || mode.isNull() ? LabelImport.Mode.REPLACE : mode(mode.asString("")),
        flag(fields, "dryRun"),
        flag(fields, "strict"),
        flag(fields, "force"));
  }

  private static LabelImport.Mode mode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "replace" -> LabelImport.Mode.REPLACE;
      case "append" -> LabelImport.Mode.APPEND;
      case "skipexisting" -> LabelImport.Mode.SKIP_EXISTING;
      default -> throw KalemException.invalid("mode must be replace, append or skipExisting.");
    };
  }

  private static boolean flag(Map<String, JsonNode> fields, String name) {
    JsonNode value = fields.get(name);
    return value != null && value.asBoolean(false);
  }

  private static ImportData data(LabelImport.Report report) {
    return new ImportData(
        report.tasksLabeled() + " / " + report.tasksTotal() + " tasks are labeled.",
        report.tasksLabeled(),
        report.tasksTotal(),
        report.skipped().stream().map(SkippedView::of).toList(),
        report.warnings().stream().map(WarningView::of).toList());
  }
}
