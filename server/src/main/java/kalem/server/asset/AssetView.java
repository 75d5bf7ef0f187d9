package kalem.server.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.AssetTasks.Visit;
import kalem.server.asset.AssetTasks.Work;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;

/** The asset object of the API (api.md 5.5). Metadata and context data pass as they were given. */
record AssetView(
    @JsonProperty("_id") String id,
    String project,
    String organization,
    String data,
    List<String> dataset,
    String externalId,
    List<String> batches,
    List<String> batchIds,
    List<String> batchNames,
    @Nullable String storage,
    @JsonRawValue String contextData,
    @JsonRawValue String metadata,
    @JsonRawValue String attachments,
    List<String> overlay,
    @JsonProperty("isPreLabeled") boolean isPreLabeled,
    int priority,
    List<LabelTask> labelTasks,
    String createdAt,
    String createdBy,
    String updatedAt,
    String state) {

  record LabelTask(
      @JsonProperty("_id") String id,
      String stage,
      @Nullable String assignee,
      String status,
      List<HistoryItem> stageHistory) {

    static LabelTask of(Work work) {
      return new LabelTask(
          work.taskId(),
          work.stage(),
          work.assignee().orElse(null),
          work.status(),
          work.stageHistory().stream().map(HistoryItem::of).toList());
    }
  }

  record HistoryItem(
      String stageId, String stageName, long duration, String completedAt, String completedBy) {

    static HistoryItem of(Visit visit) {
      return new HistoryItem(
          visit.stageId(),
          visit.stageName(),
          visit.duration(),
          Timestamps.format(visit.completedAt()),
          visit.completedBy());
    }
  }

  /**
   * @param data what {@link Assets#contentUrl} says
   * @param names batch names by id
   */
  static AssetView of(
      ProjectAccess access, Asset asset, String data, Map<String, String> names, List<Work> tasks) {
    List<String> batchNames =
        asset.batchIds().stream().map(names::get).filter(Objects::nonNull).toList();
    return new AssetView(
        asset.id(),
        access.projectId(),
        access.caller().organizationId(),
        data,
        List.of(),
        asset.externalId(),
        batchNames,
        asset.batchIds(),
        batchNames,
        null,
        asset.contextData().orElse("{}"),
        asset.metadata(),
        asset.attachments(),
        List.of(),
        asset.isPreLabeled(),
        asset.priority(),
        tasks.stream().map(LabelTask::of).toList(),
        Timestamps.format(asset.createdAt()),
        asset.createdBy(),
        Timestamps.format(asset.updatedAt()),
        "ready");
  }
}
