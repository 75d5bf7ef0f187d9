package kalem.server.export;

import java.util.List;
import java.util.Locale;
import kalem.formats.ango.ExportOptions;
import kalem.server.kernel.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants exported.
 *
 * @param sendEmail whether the link is mailed to the requester as well
 * @param sendNotice whether the requester gets a notice in the app
 */
record ExportRequest(
    ExportOptions content,
    boolean includeOnlyKeyFrames,
    TaskFilter filter,
    boolean sendEmail,
    boolean sendNotice) {

  ExportRequest withFilter(TaskFilter resolved) {
    return new ExportRequest(content, includeOnlyKeyFrames, resolved, sendEmail, sendNotice);
  }

  /** The names of the query parameters; {@link ExportRequestReader} reads it back. */
  ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put("format", content.format().name().toLowerCase(Locale.ROOT))
            .put("includeAssets", content.includeAssets())
            .put("includeMetadata", content.includeMetadata())
            .put("includeHistory", content.includeHistory())
            .put("includeIdleBlurDurations", content.includeIdleBlurDurations())
            .put("includeSegmentationPoints", content.includeSegmentationPoints())
            .put("includePdfImages", content.includePdfImages())
            .put("includeOnlyKeyFrames", includeOnlyKeyFrames)
            .put("sendEmail", sendEmail)
            .put("doNotNotify", !sendNotice);
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
