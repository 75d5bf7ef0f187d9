package kalem.formats.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.image.ForeignJson;
import tools.jackson.databind.JsonNode;

/** A category of the file that is read, with what the first pass saw of its annotations. */
final class Category {
  private final String name;
  private final Optional<ClassKind> tool;
  private final List<String> keypoints;
  private boolean needsZones;

  private Category(String name, Optional<ClassKind> tool, List<String> keypoints) {
    this.name = name;
    this.tool = tool;
    this.keypoints = keypoints;
  }

  static Category of(JsonNode node, long id) {
    List<String> keypoints = new ArrayList<>();
    for (JsonNode each : node.path("keypoints")) {
      keypoints.add(ForeignJson.text(each).orElse(""));
    }
    return new Category(
        ForeignJson.text(node.path("name")).orElse("class " + id),
        ForeignJson.text(node.path("tool")).flatMap(ClassKind::ofKey),
        keypoints);
  }

  /** A category that annotations name though the file does not declare it. */
  static Category undeclared(long id) {
    return new Category("class " + id, Optional.empty(), List.of());
  }

  /** The id, where the node has one. */
  static OptionalLong id(JsonNode node) {
    return ForeignJson.whole(node.path("id"));
  }

  String name() {
    return name;
  }

  /** The kind of the class in the project that this was exported from. */
  Optional<ClassKind> tool() {
    return tool;
  }

  /** The title of a keypoint, made up when the file gives none. */
  String keypoint(int index) {
    return index < keypoints.size() && !keypoints.get(index).isEmpty()
        ? keypoints.get(index)
        : name + " " + (index + 1);
  }

  /** Whether the only keypoint is the object itself. */
  boolean isSinglePoint() {
    return tool.isPresent() && tool.get() == ClassKind.POINT;
  }

  /** Notes an annotation that no single polygon can hold. */
  void needZones() {
    needsZones = true;
  }

  /** Whether rings are zones of a segmentation, so that one class holds all annotations. */
  boolean needsZones() {
    return needsZones;
  }
}
