package kalem.server.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kalem.formats.LabelFormat;
import kalem.formats.ango.ExportFormat;
import kalem.formats.ango.ExportOptions;
import kalem.formats.ango.ExportVersion;
import kalem.formats.catalog.Formats;
import kalem.server.kernel.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants exported.
 *
 * @param format {@code json}, {@code ndjson}, {@code split} or the id of a converter
 * @param content what the rows hold; its own format counts unless a converter was asked for
 * @param config options of the converter
 * @param since id of an earlier export; only what changed after it is wanted
 * @param split how the rows are dealt out into several data files
 * @param includeSchema whether the zip also holds the JSON Schema of its rows
 * @param sendEmail whether the link is mailed to the requester as well
 * @param sendNotice whether the requester gets a notice in the app
 */
record ExportRequest(
    Subject subject,
    String format,
    ExportOptions content,
    ObjectNode config,
    TaskFilter filter,
    Optional<String> since,
    Optional<DataSplit> split,
    boolean includeSchema,
    boolean sendEmail,
    boolean sendNotice) {

  /** What the rows are. */
  enum Subject {
    TASK,
    ISSUE
  }

  ExportRequest withFilter(TaskFilter resolved) {
    return new ExportRequest(
        subject,
        format,
        content,
        config,
        resolved,
        since,
        split,
        includeSchema,
        sendEmail,
        sendNotice);
  }

  /** The same rows as one plain NDJSON file and nothing else. */
  ExportRequest plain() {
    return new ExportRequest(
        subject,
        "ndjson",
        content.withFormat(ExportFormat.NDJSON),
        Json.object(),
        filter,
        since,
        Optional.empty(),
        false,
        sendEmail,
        sendNotice);
  }

  /** The converter that was asked for; empty when the rows are wanted as they are. */
  Optional<LabelFormat> converter() {
    return Formats.find(format);
  }

  /**
   * What the rows have to be read with. That history is not written does not mean that it is not
   * needed: the legacy form and some converters draw on it.
   */
  Set<LabelFormat.Extra> extras() {
    if (converter().isPresent()) {
      return converter().get().extras();
    }
    if (content.version() == ExportVersion.LEGACY) {
      return Set.of(LabelFormat.Extra.HISTORY, LabelFormat.Extra.ISSUES);
    }
    return content.includeHistory() ? Set.of(LabelFormat.Extra.HISTORY) : Set.of();
  }

  /** The names of the query parameters; {@link ExportRequestReader#stored} reads it back. */
  ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put("type", subject.name().toLowerCase(Locale.ROOT))
            .put("format", format)
            .put("version", content.version().name().toLowerCase(Locale.ROOT))
            .put("videoFormat", content.videoFormat().name().toLowerCase(Locale.ROOT))
            .put("includeAssets", content.includeAssets())
            .put("includeMetadata", content.includeMetadata())
            .put("includeHistory", content.includeHistory())
            .put("includeOnlyKeyFrames", content.includeOnlyKeyFrames())
            .put("includeIdleBlurDurations", content.includeIdleBlurDurations())
            .put("includeSegmentationPoints", content.includeSegmentationPoints())
            .put("includePdfImages", content.includePdfImages())
            .put("includeSchema", includeSchema)
            .put("sendEmail", sendEmail)
            .put("doNotNotify", !sendNotice);
    since.ifPresent(id -> node.put("since", id));
    split.ifPresent(shares -> node.set("split", shares.json()));
    if (!config.isEmpty()) {
      node.set("config", config);
    }
    put(node, "stage", filter.stages());
    put(node, "batches", filter.batches());
    put(node, "taskTypes", filter.types());
    put(node, "status", filter.statuses());
    put(node, "assignee", filter.assignees());
    put(node, "tasks", filter.tasks());
    put(node, "externalIds", filter.externalIds());
    put(node, "createdAt", filter.createdAt());
    put(node, "updatedAt", filter.updatedAt());
    put(node, "completedAt", filter.completedAt());
    return node;
  }

  private static void put(ObjectNode node, String key, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode list = node.putArray(key);
      values.forEach(list::add);
    }
  }

  private static void put(ObjectNode node, String key, TimeRange range) {
    if (range.isBounded()) {
      node.set(key, range.json());
    }
  }
}
