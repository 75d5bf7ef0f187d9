package kalem.formats.labelme;

import java.util.Set;

/** The members of LabelMe's files, and ours, which it carries along. */
final class Keys {
  static final String ATTRIBUTES = "attributes";
  static final String DESCRIPTION = "description";
  static final String EXTERNAL_ID = "externalId";
  static final String FLAGS = "flags";
  static final String GROUP_ID = "group_id";
  static final String GROUPS = "groups";
  static final String IMAGE_PATH = "imagePath";
  static final String LABEL = "label";
  static final String MASK = "mask";
  static final String OBJECT_ID = "objectId";
  static final String POINTS = "points";
  static final String SHAPES = "shapes";
  static final String SHAPE_TYPE = "shape_type";

  /** Members of a shape that are read. */
  static final Set<String> OF_SHAPE =
      Set.of(
          ATTRIBUTES,
          DESCRIPTION,
          FLAGS,
          GROUP_ID,
          LABEL,
          MASK,
          OBJECT_ID,
          POINTS,
          SHAPE_TYPE,
          "score");

  private Keys() {}
}
