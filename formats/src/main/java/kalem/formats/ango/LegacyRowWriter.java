package kalem.formats.ango;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.Timestamps;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.ExportedIssue;
import kalem.formats.Media;
import kalem.formats.ango.MembersWriter.FrameTotal;
import kalem.formats.deflate.PartInflater;
import kalem.formats.deflate.PartStream;

/**
 * Lays out one row in the form from before workflows (export-format section 16): a list of tasks
 * per asset. The first is the task itself, with its last answer; each judgment of a consensus
 * follows as a task of its own. Reviews are visits with a review status, labelings all others that
 * a person completed.
 */
final class LegacyRowWriter implements RowLayout {
  private final CompactJson json;
  private final ExportOptions options;
  private final LegacyFacts facts;
  private final MembersWriter answers;

  LegacyRowWriter(
      PartStream target,
      ExportOptions options,
      CategorySchema schema,
      LegacyFacts facts,
      PartInflater inflater) {
    this.json = new CompactJson(target);
    this.options = options;
    this.facts = facts;
    this.answers =
        new MembersWriter(target, json, options, schema, Optional.of(facts::displayName), inflater);
  }

  /** What was done to a task, as far as the legacy form tells it. */
  private record Work(
      Optional<StageVisit> labeling, Duration labelTime, Optional<StageVisit> review) {
    static Work of(List<StageVisit> visits) {
      List<StageVisit> labelings = visits.stream().filter(Work::isLabeling).toList();
      List<StageVisit> reviews = visits.stream().filter(Work::isReview).toList();
      return new Work(
          last(labelings),
          labelings.stream()
              .map(visit -> visit.times().active())
              .reduce(Duration.ZERO, Duration::plus),
          last(reviews));
    }

    private static boolean isReview(StageVisit visit) {
      return visit.reviewStatus().isPresent();
    }

    private static boolean isLabeling(StageVisit visit) {
      return !isReview(visit) && visit.completedBy().isPresent();
    }

    private static Optional<StageVisit> last(List<StageVisit> visits) {
      return visits.isEmpty() ? Optional.empty() : Optional.of(visits.getLast());
    }

    String assetStatus() {
      if (review.flatMap(StageVisit::reviewStatus).filter("Accepted"::equals).isPresent()) {
        return "Reviewed";
      }
      return labeling.isPresent() ? "Labeled" : "Todo";
    }
  }

  @Override
  public void write(ExportRow row) throws IOException {
    ExportedTask task = row.task();
    Work work = Work.of(task.stageHistory());
    json.object();
    asset(row.asset(), task, work);
    json.key("tasks").array();
    FrameTotal video = () -> Media.of(row.asset().metadata().node()).frameTotal();
    task(row, work, video);
    for (StageVisit visit : task.stageHistory()) {
      if (visit.consensusId().isPresent()) {
        judgment(visit, task, video);
      }
    }
    json.endArray().endObject();
  }

  private void asset(ExportedAsset asset, ExportedTask task, Work work) {
    if (options.includeAssets()) {
      text("asset", asset.url());
    }
    text("assetId", asset.assetId());
    if (options.includeAssets() && !asset.dataset().isEmpty()) {
      texts("dataset", asset.dataset());
    }
    text("externalId", asset.externalId());
    json.key("metadata").raw(asset.metadata().text());
    asset.contextData().ifPresent(data -> json.key("contextData").raw(data.text()));
    work.labeling().ifPresent(visit -> time("labeledAt", visit.completedAt()));
    work.review().ifPresent(visit -> time("reviewedAt", visit.completedAt()));
    text("status", work.assetStatus());
    millis("labelDuration(ms)", work.labelTime());
    json.key("consensus");
    if (task.quality().consensusAverage().isPresent()) {
      json.number(task.quality().consensusAverage().getAsInt());
    } else {
      json.string("");
    }
    texts("batches", asset.batches());
  }

  private void task(ExportRow row, Work work, FrameTotal video) throws IOException {
    ExportedTask task = row.task();
    json.object();
    work.labeling().ifPresent(this::completed);
    millis("duration(ms)", work.labelTime());
    json.key("isSkipped").bool(task.quality().isSkipped());
    work.review().ifPresent(this::review);
    text("status", work.labeling().isPresent() ? "Completed" : "Todo");
    task.updatedBy().ifPresent(email -> person("updatedBy", email));
    time("updatedAt", task.updatedAt());
    json.key("isBenchmark").bool(task.quality().isBenchmark());
    json.key("benchmark");
    if (task.quality().benchmarkScore().isPresent()) {
      json.string(Integer.toString(task.quality().benchmarkScore().getAsInt()));
    } else {
      json.string("");
    }
    issues(row.issues());
    text("taskId", task.taskId());
    answers.write(task.answer(), video);
    masks(task.masks());
    if (options.includeHistory()) {
      history(task.stageHistory());
    }
    json.endObject();
  }

  private void judgment(StageVisit visit, ExportedTask task, FrameTotal video) throws IOException {
    json.object();
    completed(visit);
    millis("duration(ms)", visit.times().active());
    json.key("isSkipped").bool(false);
    text("status", "Completed");
    time("updatedAt", visit.completedAt());
    json.key("isBenchmark")
        .bool(false)
        .key("benchmark")
        .string("")
        .key("issues")
        .array()
        .endArray();
    text("taskId", visit.taskHistory().orElse(task.taskId()));
    answers.write(visit.answer(), video);
    masks(visit.masks());
    json.endObject();
  }

  private void completed(StageVisit visit) {
    visit.completedBy().ifPresent(email -> person("completedBy", email));
    time("completedAt", visit.completedAt());
  }

  private void review(StageVisit visit) {
    json.key("review").object();
    visit.reviewStatus().ifPresent(status -> text("status", status));
    completed(visit);
    millis("duration(ms)", visit.times().active());
    json.endObject();
  }

  private void issues(List<ExportedIssue> issues) {
    json.key("issues").array();
    for (ExportedIssue issue : issues) {
      json.object();
      text("_id", issue.id());
      text("status", issue.status());
      json.key("createdBy").object();
      text("_id", issue.createdBy());
      person("name", issue.createdBy());
      json.endObject();
      time("updatedAt", issue.updatedAt().orElse(issue.createdAt()));
      json.endObject();
    }
    json.endArray();
  }

  private void history(List<StageVisit> visits) {
    json.key("stageHistory").array();
    for (StageVisit visit : visits) {
      json.object();
      visit.taskHistory().ifPresent(id -> text("_id", id));
      text("stageId", visit.stageId());
      text("stageName", visit.stage());
      millis("duration", visit.times().active());
      time("completedAt", visit.completedAt());
      visit.taskHistory().ifPresent(id -> text("taskHistory", id));
      visit.submittedBy().ifPresent(email -> text("submittedBy", email));
      visit.completedBy().ifPresent(email -> text("completedBy", email));
      visit.consensusId().ifPresent(id -> text("consensusId", id));
      json.endObject();
    }
    json.endArray();
  }

  private void masks(MaskLinks masks) {
    masks.brush().ifPresent(link -> text("brushDataUrl", link));
    masks.voxels().ifPresent(link -> text("medicalBrushDataUrl", link));
  }

  private void person(String key, String email) {
    text(key, facts.displayName(email));
  }

  private void text(String key, String value) {
    json.key(key).string(value);
  }

  private void texts(String key, List<String> values) {
    json.key(key).array();
    values.forEach(json::string);
    json.endArray();
  }

  private void millis(String key, Duration duration) {
    json.key(key).number(duration.toMillis());
  }

  private void time(String key, Instant instant) {
    text(key, Timestamps.of(instant));
  }
}
