package kalem.formats.coco;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FormatReport;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.Hull;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.ImageLabels.Labeled;
import kalem.formats.image.Visibility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns one annotation into objects, and keypoints into points with a relation. */
final class AnnotationReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int PER_POINT = 3;

  /** Attributes that are no answers. */
  private static final Set<String> RESERVED =
      Set.of(
          "object_id",
          "rotation",
          "keyframe",
          "ends",
          "relation",
          "relation_id",
          "is_crowd",
          "track_id");

  /** A box that leaves less room around the points was made of them. */
  private static final double NEAR = 0.01;

  private final Map<Long, Category> categories;
  private final Optional<ClassKind> wanted;
  private final String idPrefix;
  private final FormatReport report;

  /**
   * A reader for the annotations of one file.
   *
   * @param wanted the kind that the caller wants all objects to be
   * @param idPrefix makes ids of several files different
   */
  AnnotationReader(
      Map<Long, Category> categories,
      Optional<ClassKind> wanted,
      String idPrefix,
      FormatReport report) {
    this.categories = categories;
    this.wanted = wanted;
    this.idPrefix = idPrefix;
    this.report = report;
  }

  /** A point that is present, with its place among the keypoints. */
  private record Keypoint(int index, Point at, boolean isHidden) {}

  /**
   * Adds what the annotation says.
   *
   * @param number tells annotations of a file apart
   * @param place for the report
   */
  void read(JsonNode annotation, int number, String place, ImageLabels labels) {
    if (annotation.has("segments_info")) {
      report.leftOut("The segments of a panoptic file lie in pictures, which are not read.", place);
      return;
    }
    if (annotation.has("caption")) {
      report.leftOut("A caption has no place among labels.", place);
      return;
    }
    Optional<Category> category = category(annotation);
    if (category.isEmpty()) {
      report.leftOut("An annotation names no category of the file.", place);
      return;
    }
    try {
      List<Keypoint> keypoints = keypoints(annotation.path("keypoints"));
      ForeignShape shape = ForeignShape.of(annotation);
      if (!keypoints.isEmpty()) {
        skeleton(annotation, category.get(), keypoints, shape, number, place, labels);
      } else if (shape.isEmpty()) {
        report.leftOut("An annotation has neither a box nor another shape.", place);
      } else {
        Labeled object = object(annotation, category.get(), shape, labels);
        finish(annotation, object, objectId(annotation), place);
      }
    } catch (BadGeometryException bad) {
      report.leftOut(bad.reason(), place);
    }
  }

  private Optional<Category> category(JsonNode annotation) {
    OptionalLong id = ForeignJson.whole(annotation.path("category_id"));
    return id.isPresent() ? Optional.ofNullable(categories.get(id.getAsLong())) : Optional.empty();
  }

  private Labeled object(
      JsonNode annotation, Category category, ForeignShape shape, ImageLabels labels) {
    double rotation = ForeignJson.number(annotation.path("attributes").path("rotation")).orElse(0);
    Geometry geometry = shape.as(kind(annotation, category, shape, rotation), rotation);
    Labeled object = labels.object(category.name(), geometry);
    if (ForeignJson.whole(annotation.path("iscrowd")).orElse(0) == 1) {
      object.extra("iscrowd", NODES.numberNode(1));
    }
    return object;
  }

  private ClassKind kind(
      JsonNode annotation, Category category, ForeignShape shape, double rotation) {
    Optional<ClassKind> told = wanted.or(category::tool).filter(kind -> kind != ClassKind.GROUP);
    if (told.isPresent()) {
      return told.get();
    }
    if (!shape.hasArea()) {
      return ClassKind.BOUNDING_BOX;
    }
    if (shape.isTurned(rotation)) {
      return ClassKind.ROTATED_BOUNDING_BOX;
    }
    boolean isMask = annotation.path("segmentation").isObject();
    return isMask || category.needsZones() ? ClassKind.SEGMENTATION : ClassKind.POLYGON;
  }

  private static List<Keypoint> keypoints(JsonNode flat) {
    List<Keypoint> found = new ArrayList<>();
    if (!flat.isArray()) {
      return found;
    }
    if (flat.size() % PER_POINT != 0) {
      throw new BadGeometryException("Keypoints are a list of x, y and visibility in turn.");
    }
    for (int i = 0; i < flat.size(); i += PER_POINT) {
      double visibility = ForeignJson.number(flat.get(i + 2)).orElse(0);
      if (visibility > 0) {
        Point at =
            new Point(
                ForeignJson.number(flat.get(i)).orElse(Double.NaN),
                ForeignJson.number(flat.get(i + 1)).orElse(Double.NaN));
        found.add(new Keypoint(i / PER_POINT, at, visibility == Visibility.HIDDEN));
      }
    }
    return found;
  }

  private void skeleton(
      JsonNode annotation,
      Category category,
      List<Keypoint> keypoints,
      ForeignShape shape,
      int number,
      String place,
      ImageLabels labels) {
    if (category.isSinglePoint()) {
      Labeled point = labels.object(category.name(), keypoints.getFirst().at());
      finish(annotation, point, objectId(annotation), place);
      return;
    }
    List<String> members = new ArrayList<>();
    Optional<Labeled> lead = Optional.empty();
    if (isLed(category, shape, keypoints)) {
      Labeled object = object(annotation, category, shape, labels);
      String id = idPrefix + "object-" + number;
      finish(annotation, object, objectId(annotation), place);
      members.add(object.ensureId(id));
      lead = Optional.of(object);
    }
    for (Keypoint keypoint : keypoints) {
      Labeled point = labels.object(category.keypoint(keypoint.index()), keypoint.at());
      if (keypoint.isHidden()) {
        point.extra(Visibility.KEY, NODES.numberNode(Visibility.HIDDEN));
      }
      members.add(point.ensureId(idPrefix + "point-" + number + "-" + keypoint.index()));
    }
    relation(annotation, category, members, lead.isPresent(), place, labels);
  }

  private void relation(
      JsonNode annotation,
      Category category,
      List<String> members,
      boolean isLed,
      String place,
      ImageLabels labels) {
    if (members.size() < 2) {
      report.leftOut("A group of one point is no relation for an import.", place);
      return;
    }
    JsonNode attributes = annotation.path("attributes");
    String title = ForeignJson.text(attributes.path("relation")).orElse(category.name());
    Labeled group = labels.group(title, members);
    if (isLed) {
      ForeignJson.text(attributes.path("relation_id")).ifPresent(group::id);
    } else {
      finish(annotation, group, objectId(annotation), place);
    }
  }

  /** Whether an object goes with the points, and not only the box around them. */
  private static boolean isLed(Category category, ForeignShape shape, List<Keypoint> keypoints) {
    if (category.tool().isPresent()) {
      return category.tool().get() != ClassKind.GROUP && !shape.isEmpty();
    }
    if (shape.hasArea() || shape.box().isEmpty()) {
      return shape.hasArea();
    }
    Box box = shape.box().get();
    Hull hull = Hull.of(keypoints.stream().map(Keypoint::at).toList());
    return Math.abs(box.x() - hull.left()) > NEAR
        || Math.abs(box.y() - hull.top()) > NEAR
        || Math.abs(box.width() - hull.width()) > NEAR
        || Math.abs(box.height() - hull.height()) > NEAR;
  }

  private static Optional<String> objectId(JsonNode annotation) {
    return annotation.path("attributes").path("object_id").stringValueOpt();
  }

  /** Adds id, score and answers. */
  private void finish(JsonNode annotation, Labeled labeled, Optional<String> id, String place) {
    id.ifPresent(labeled::id);
    ForeignJson.number(annotation.path("score"))
        .ifPresent(score -> labeled.extra("score", NODES.numberNode(score)));
    JsonNode attributes = annotation.path("attributes");
    if (attributes.path("keyframe").asBoolean(false)) {
      labeled.extra("keyFrame", NODES.booleanNode(true));
    }
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : attributes.properties()) {
      if (!RESERVED.contains(each.getKey()) && !each.getKey().isBlank()) {
        answers.put(each.getKey(), each.getValue());
      }
    }
    for (String refused : labeled.answers(answers)) {
      report.leftOut("The value of an attribute is no answer.", place + ": " + refused);
    }
    if (attributes.path("ends").asBoolean(false)) {
      labeled.ends();
    }
  }
}
