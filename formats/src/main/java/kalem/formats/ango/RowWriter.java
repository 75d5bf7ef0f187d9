package kalem.formats.ango;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.json.Timestamps;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.Media;
import kalem.formats.ango.MembersWriter.FrameTotal;
import kalem.formats.deflate.PartInflater;
import kalem.formats.deflate.PartStream;

/** Lays out one row; keys that do not apply are left out and never null. */
final class RowWriter implements RowLayout {
  private final CompactJson json;
  private final ExportOptions options;
  private final MembersWriter answers;

  /**
   * @param schema of the project, as it is now
   */
  RowWriter(
      PartStream target, ExportOptions options, CategorySchema schema, PartInflater inflater) {
    this.json = new CompactJson(target);
    this.options = options;
    this.answers = new MembersWriter(target, json, options, schema, Optional.empty(), inflater);
  }

  @Override
  public void write(ExportRow row) throws IOException {
    json.object();
    asset(row.asset());
    json.key("task");
    task(row.task(), () -> Media.of(row.asset().metadata().node()).frameTotal());
    json.endObject();
  }

  private void asset(ExportedAsset asset) {
    if (options.includeAssets()) {
      text("asset", asset.url());
    }
    text("assetId", asset.assetId());
    if (options.includeAssets() && !asset.dataset().isEmpty()) {
      texts("dataset", asset.dataset());
    }
    text("externalId", asset.externalId());
    json("metadata", Optional.of(asset.metadata()));
    json("contextData", asset.contextData());
    texts("batches", asset.batches());
    json("attachments", asset.attachments());
    json("overlay", asset.overlay());
  }

  private void task(ExportedTask task, FrameTotal video) throws IOException {
    json.object();
    text("taskId", task.taskId());
    text("type", task.type());
    text("stage", task.stage());
    text("stageId", task.stageId());
    time("updatedAt", task.updatedAt());
    text("updatedBy", task.updatedBy());
    millis("totalDuration", task.totalDuration());
    if (options.includeIdleBlurDurations()) {
      millis("duration", task.times().active());
      idleAndBlur(task.times());
      millis("totalIdleDuration", task.totalTimes().idle());
      millis("totalBlurDuration", task.totalTimes().blur());
    }
    answers.write(task.answer(), video);
    masks(task.masks());
    quality(task.quality());
    if (options.includeHistory()) {
      json.key("stageHistory").array();
      for (StageVisit visit : task.stageHistory()) {
        visit(visit, video);
      }
      json.endArray();
    }
    json.endObject();
  }

  private void quality(TaskQuality quality) {
    quality.consensusAverage().ifPresent(score -> json.key("consensusAverage").number(score));
    json("consensusDetailed", quality.consensusDetailed());
    mark("isBenchmark", quality.isBenchmark());
    quality.benchmarkScore().ifPresent(score -> json.key("benchmark").number(score));
    mark("isSkipped", quality.isSkipped());
  }

  private void visit(StageVisit visit, FrameTotal video) throws IOException {
    json.object();
    text("stage", visit.stage());
    text("stageId", visit.stageId());
    mark("stageDeleted", visit.isStageDeleted());
    millis("duration", visit.times().active());
    if (options.includeIdleBlurDurations()) {
      idleAndBlur(visit.times());
    }
    time("completedAt", visit.completedAt());
    text("completedBy", visit.completedBy());
    text("submittedBy", visit.submittedBy());
    text("reviewStatus", visit.reviewStatus());
    text("consensusId", visit.consensusId());
    text("taskHistory", visit.taskHistory());
    answers.write(visit.answer(), video);
    masks(visit.masks());
    json.endObject();
  }

  private void masks(MaskLinks masks) {
    text("brushDataUrl", masks.brush());
    text("medicalBrushDataUrl", masks.voxels());
  }

  private void idleAndBlur(WorkTimes times) {
    millis("idleDuration", times.idle());
    millis("blurDuration", times.blur());
  }

  private void text(String key, String value) {
    json.key(key).string(value);
  }

  private void text(String key, Optional<String> value) {
    value.ifPresent(present -> text(key, present));
  }

  private void texts(String key, List<String> values) {
    json.key(key).array();
    values.forEach(json::string);
    json.endArray();
  }

  private void json(String key, Optional<JsonText> value) {
    value.ifPresent(present -> json.key(key).raw(present.text()));
  }

  private void mark(String key, boolean isSet) {
    if (isSet) {
      json.key(key).bool(true);
    }
  }

  private void millis(String key, Duration duration) {
    json.key(key).number(duration.toMillis());
  }

  private void time(String key, Instant instant) {
    text(key, Timestamps.of(instant));
  }
}
