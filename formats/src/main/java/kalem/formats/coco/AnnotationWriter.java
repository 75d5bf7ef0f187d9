package kalem.formats.coco;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.coco.Keypoints.Skeleton;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.NamedAnswer;
import kalem.formats.image.RowImage;
import kalem.formats.image.Visibility;

/**
 * Writes annotations one after the other. Members are written by hand, as a tree for each box would
 * cost more than all else.
 */
final class AnnotationWriter {
  /** Attributes that are ours; a question so titled has no place. */
  private static final Set<String> RESERVED =
      Set.of("object_id", "rotation", "keyframe", "ends", "relation", "relation_id");

  private final FileText text;
  private final FormatReport report;
  private long count;

  AnnotationWriter(FileText text, FormatReport report) {
    this.text = text;
    this.report = report;
  }

  /** The picture an annotation is on. */
  record Place(long imageId, RowImage image) {}

  /** An object with a shape, with the skeleton it leads. */
  void object(
      Place place, int category, ToolObject object, Shape shape, Optional<Skeleton> skeleton)
      throws IOException {
    begin(place, category, shape, isCrowd(object));
    if (skeleton.isPresent()) {
      keypoints(skeleton.get().points());
    }
    score(object);
    beginAttributes(object.objectId());
    if (object.geometry() instanceof RotatedBox box) {
      text.append(",\"rotation\":").number(box.rotation());
    }
    keyFrame(place, object);
    if (skeleton.isPresent()) {
      text.append(",\"relation\":");
      string(skeleton.get().group().title());
      text.append(",\"relation_id\":");
      string(skeleton.get().group().objectId());
      skeletonAnswers(place, skeleton.get());
    }
    endAttributes(place, object);
  }

  private void skeletonAnswers(Place place, Skeleton skeleton) {
    if (!skeleton.group().classifications().isEmpty()) {
      report.leftOut(
          "The answers of a relation with a shape beside its points have no place in COCO.",
          place.image().name() + ": " + skeleton.group().objectId());
    }
  }

  /** A skeleton without a leading object. */
  void skeleton(Place place, int category, Skeleton skeleton) throws IOException {
    begin(place, category, Shape.of(skeleton.places()), false);
    keypoints(skeleton.points());
    beginAttributes(skeleton.group().objectId());
    endAttributes(place, skeleton.group());
  }

  /** A point that belongs to no skeleton. */
  void point(Place place, int category, ToolObject point, Shape shape) throws IOException {
    begin(place, category, shape, false);
    keypoints(List.of(Optional.of(point)));
    score(point);
    beginAttributes(point.objectId());
    keyFrame(place, point);
    endAttributes(place, point);
  }

  /**
   * A connected area painted with a brush.
   *
   * @param mark the object that holds the answers about the traces of this class
   */
  void area(Place place, int category, Optional<ToolObject> mark, Shape shape) throws IOException {
    begin(place, category, shape, false);
    text.append(",\"attributes\":{");
    if (mark.isPresent()) {
      text.append("\"object_id\":");
      string(mark.get().objectId());
      endAttributes(place, mark.get());
    } else {
      text.append("}}");
    }
  }

  private void begin(Place place, int category, Shape shape, boolean isCrowd) throws IOException {
    text.append(count == 0 ? "{\"id\":" : ",{\"id\":").whole(++count);
    text.append(",\"image_id\":").whole(place.imageId());
    text.append(",\"category_id\":").whole(category);
    text.append(",\"bbox\":");
    shape.bounds().write(text);
    text.append(",\"segmentation\":");
    shape.writeSegmentation(text);
    text.append(",\"area\":").number(shape.area());
    text.append(isCrowd ? ",\"iscrowd\":1" : ",\"iscrowd\":0");
  }

  private void keypoints(List<Optional<ToolObject>> points) throws IOException {
    text.append(",\"keypoints\":[");
    int present = 0;
    for (int i = 0; i < points.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      Optional<ToolObject> point = points.get(i);
      if (point.isPresent() && point.get().geometry() instanceof Point at) {
        text.number(at.x())
            .append(',')
            .number(at.y())
            .append(',')
            .whole(Visibility.of(point.get()));
        present++;
      } else {
        text.append("0,0,0");
      }
    }
    text.append("],\"num_keypoints\":").whole(present);
  }

  private static boolean isCrowd(ToolObject object) {
    JsonText mark = object.extras().get("iscrowd");
    return mark != null && mark.text().equals("1");
  }

  private void score(ToolObject object) throws IOException {
    JsonText score = object.extras().get("score");
    if (score != null) {
      OptionalDouble value = ForeignJson.number(score.node());
      if (value.isPresent()) {
        text.append(",\"score\":").number(value.getAsDouble());
      }
    }
  }

  private void beginAttributes(String objectId) throws IOException {
    text.append(",\"attributes\":{\"object_id\":");
    string(objectId);
  }

  private void keyFrame(Place place, ToolObject object) throws IOException {
    if (place.image().isFrame()) {
      text.append(",\"keyframe\":").append(object.marks().keyFrame() ? "true" : "false");
      if (place.image().ending().contains(object.objectId())) {
        text.append(",\"ends\":true");
      }
    }
  }

  private void endAttributes(Place place, Entry entry) throws IOException {
    for (NamedAnswer answer : NamedAnswer.flat(entry.classifications())) {
      if (RESERVED.contains(answer.name())) {
        report.leftOut(
            "An attribute of this name is used by Kalem itself.",
            place.image().name() + ": " + answer.name());
        continue;
      }
      text.append(',');
      string(answer.name());
      text.append(':');
      answer.value().write(new CompactJson(text));
    }
    text.append("}}");
  }

  private void string(String value) {
    new CompactJson(text).string(value);
  }

  long count() {
    return count;
  }
}
