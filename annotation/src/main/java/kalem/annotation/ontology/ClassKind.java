package kalem.annotation.ontology;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of classes: tools (ontology section 4.1), classifications (5.1) and relations (6). */
public enum ClassKind {
  BOUNDING_BOX("bounding-box", Section.TOOLS),
  ROTATED_BOUNDING_BOX("rotated-bounding-box", Section.TOOLS),
  POLYGON("polygon", Section.TOOLS),
  POLYLINE("polyline", Section.TOOLS),
  SPLINE("spline", Section.TOOLS),
  SEGMENTATION("segmentation", Section.TOOLS),
  POINT("point", Section.TOOLS),
  CIRCLE("circle", Section.TOOLS),
  BRUSH("brush", Section.TOOLS),
  VOXEL_BRUSH("medical-brush", Section.TOOLS),
  ANGLE("angle", Section.TOOLS),
  ENTITY("ner", Section.TOOLS),
  PDF("pdf", Section.TOOLS),
  MESSAGE("message", Section.TOOLS),
  POINT_CLOUD("pct", Section.TOOLS),

  RADIO("radio", Section.CLASSIFICATIONS),
  CHECKBOX("checkbox", Section.CLASSIFICATIONS),
  SINGLE_DROPDOWN("single-dropdown", Section.CLASSIFICATIONS),
  MULTI_DROPDOWN("multi-dropdown", Section.CLASSIFICATIONS),
  TREE_DROPDOWN("tree-dropdown", Section.CLASSIFICATIONS),
  TEXT("text", Section.CLASSIFICATIONS),
  RANK("rank", Section.CLASSIFICATIONS),
  BOOLEAN("boolean", Section.CLASSIFICATIONS),
  INSTANCE("instance", Section.CLASSIFICATIONS),
  UPLOAD_BOX("upload-box", Section.CLASSIFICATIONS),

  ONE_TO_ONE("one-to-one", Section.RELATIONS),
  GROUP("group", Section.RELATIONS),
  ONE_TO_MANY("one-to-many", Section.RELATIONS);

  private static final Map<String, ClassKind> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(ClassKind::key, Function.identity()));

  private final String key;
  private final Section section;

  ClassKind(String key, Section section) {
    this.key = key;
    this.section = section;
  }

  public static Optional<ClassKind> ofKey(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /** The {@code tool} value; for tools also the geometry key of their objects. */
  public String key() {
    return key;
  }

  public Section section() {
    return section;
  }

  /** Whether an answer names options. */
  public boolean isChoice() {
    return switch (this) {
      case RADIO, CHECKBOX, SINGLE_DROPDOWN, MULTI_DROPDOWN, TREE_DROPDOWN, RANK -> true;
      default -> false;
    };
  }

  /** Whether the labels are pixels or voxels of a mask and not objects. */
  public boolean isPainted() {
    return this == BRUSH || this == VOXEL_BRUSH;
  }
}
