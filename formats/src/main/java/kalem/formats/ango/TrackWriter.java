package kalem.formats.ango;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Marks;
import kalem.annotation.answer.Metadata;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.json.CompactJson;
import kalem.annotation.video.FrameRange;
import kalem.annotation.video.TrackStep;

/**
 * Writes the track form of a video's objects (export-format section 9.2): what its frames share
 * once, then the frames, each with what differs.
 */
final class TrackWriter {
  private final CompactJson json;
  private final ExportOptions options;
  private final int lastFrame;

  TrackWriter(CompactJson json, ExportOptions options, int lastFrame) {
    this.json = json;
    this.options = options;
    this.lastFrame = lastFrame;
  }

  /**
   * Writes one object.
   *
   * @param steps of the object by rising frame
   * @param ranges where it is visible
   */
  void write(Iterator<TrackStep> steps, List<FrameRange> ranges) {
    if (!steps.hasNext()) {
      return;
    }
    TrackStep first = steps.next();
    ToolObject shared = first.entryAt(first.from()).orElseThrow();
    json.object();
    json.key("schemaId").string(shared.schemaId());
    json.key("objectId").string(shared.objectId());
    json.key("title").string(shared.title());
    if (shared.marks().lock()) {
      json.key("lock").bool(true);
    }
    shared.extras().forEach((key, value) -> json.key(key).raw(value.text()));
    classifications(shared.classifications());
    metadata(shared.metadata());
    json.key("geometryType").string(shared.geometry().key());
    json.key("ranges").array();
    ranges.forEach(range -> json.array().number(range.from()).number(range.to()).endArray());
    json.endArray();
    json.key("frames").array();
    frames(first, shared);
    while (steps.hasNext()) {
      frames(steps.next(), shared);
    }
    json.endArray().endObject();
  }

  private void frames(TrackStep step, ToolObject shared) {
    int until =
        options.includeOnlyKeyFrames() ? step.from() + 1 : step.until().orElse(lastFrame + 1);
    step.entryAt(step.from()).ifPresent(entry -> frame(entry, shared));
    for (int frame = step.from() + 1; frame < until; frame++) {
      step.entryAt(frame).ifPresent(entry -> frame(entry, shared));
    }
  }

  private void frame(ToolObject entry, ToolObject shared) {
    Marks marks = entry.marks();
    json.object().key("page").number(entry.pageOrFirst());
    if (marks.keyFrame()) {
      json.key("keyFrame").bool(true);
    }
    if (marks.interpolationStopped()) {
      json.key("interpolationStopped").bool(true);
    }
    json.key(entry.geometry().key());
    if (entry.geometry() instanceof Segmentation && !options.includeSegmentationPoints()) {
      json.object().endObject();
    } else {
      entry.geometry().write(json);
    }
    if (!entry.classifications().equals(shared.classifications())) {
      classifications(entry.classifications());
    }
    if (!entry.metadata().equals(shared.metadata())) {
      metadata(entry.metadata());
    }
    json.endObject();
  }

  private void classifications(List<ClassificationAnswer> answers) {
    json.key("classifications").array();
    answers.forEach(this::classification);
    json.endArray();
  }

  private void classification(ClassificationAnswer answer) {
    (options.includeMetadata() ? answer : WithoutMetadata.of(answer)).write(json);
  }

  private void metadata(Optional<Metadata> metadata) {
    if (options.includeMetadata()) {
      metadata.ifPresent(known -> known.write(json.key("metadata")));
    }
  }
}
