package kalem.server.export;

import java.util.List;
import java.util.Map;
import kalem.formats.ango.ExportFormat;
import kalem.formats.ango.ExportOptions;
import kalem.formats.ango.ExportVersion;
import kalem.formats.ango.VideoFormat;
import kalem.server.export.ExportRequest.Subject;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads export options (export-format section 2.2). Unknown parameters are ignored. */
final class ExportRequestReader {
  private static final List<String> TYPES = List.of("default", "consensus", "benchmark");
  private static final List<String> STATUSES =
      List.of("TODO", "Completed", "READY", "PCT_REQUEUE_WAITING", "PCT_SUBMIT_WAITING");

  private final ExportParameters given;

  private ExportRequestReader(ExportParameters given) {
    this.given = given;
  }

  /**
   * Reads the query of the client's call, which gets no file that it did not ask for.
   *
   * @throws KalemException naming the parameter that can not be used
   */
  static ExportRequest read(Map<String, String> parameters) {
    return new ExportRequestReader(new ExportParameters(parameters)).offered().read(false);
  }

  /**
   * Reads a JSON body.
   *
   * @throws KalemException naming the member that can not be used
   */
  static ExportRequest read(JsonNode body) {
    return new ExportRequestReader(ExportParameters.of(body)).offered().read(true);
  }

  /** Reads the options of an earlier export back, also those that are not offered any more. */
  static ExportRequest stored(JsonNode options) {
    return new ExportRequestReader(ExportParameters.of(options)).read(true);
  }

  /** Masks per object have no address; rows always link to the masks that were painted. */
  private ExportRequestReader offered() {
    if (given.flag("includeMasks", false)) {
      throw KalemException.invalid(
          "includeMasks is not offered: export with format masks to get a picture per mask.");
    }
    return this;
  }

  /** One yes-or-no parameter that is no part of the options themselves. */
  static boolean flag(Map<String, String> parameters, String name, boolean otherwise) {
    return new ExportParameters(parameters).flag(name, otherwise);
  }

  private ExportRequest read(boolean includeSchema) {
    Subject subject = given.word("type", Subject.TASK);
    String format =
        ExportParameters.value(
            "format", given.text("format").orElse("json"), ExportFormats.writable());
    if (subject == Subject.ISSUE) {
      requirePlain(format);
    }
    return new ExportRequest(
        subject,
        format,
        content(format),
        given.object("config").map(ObjectNode.class::cast).orElseGet(Json::object),
        filter(),
        given.text("since"),
        given.object("split").map(DataSplit::of),
        given.flag("includeSchema", includeSchema),
        given.flag("sendEmail", false),
        !given.flag("doNotNotify", false));
  }

  private void requirePlain(String format) {
    if (ExportFormats.own(format).isEmpty()
        || given.text("since").isPresent()
        || given.text("split").isPresent()) {
      throw KalemException.invalid(
          "Issues are exported as json, ndjson or split, without since and split.");
    }
  }

  private ExportOptions content(String format) {
    return new ExportOptions(
        ExportFormats.own(format).orElse(ExportFormat.NDJSON),
        given.word("version", ExportVersion.CURRENT),
        given.word("videoFormat", VideoFormat.FLAT),
        given.flag("includeAssets", true),
        given.flag("includeMetadata", true),
        given.flag("includeHistory", true),
        given.flag("includeOnlyKeyFrames", false),
        given.flag("includeIdleBlurDurations", false),
        given.flag("includeSegmentationPoints", true),
        given.flag("includePdfImages", false));
  }

  private TaskFilter filter() {
    List<String> types = given.list("taskTypes", TYPES);
    return new TaskFilter(
        given.list("stage"),
        given.list("batches"),
        types.isEmpty() ? List.of("default") : types,
        given.list("status", STATUSES),
        given.list("assignee"),
        given.list("tasks"),
        given.list("externalIds"),
        given.range("createdAt"),
        given.range("updatedAt"),
        given.range("completedAt"));
  }
}
