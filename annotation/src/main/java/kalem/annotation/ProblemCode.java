package kalem.annotation;

/**
 * The kinds of faults found in a category schema or in labels. The names are the wire codes of
 * import-format section 13.2; those of the schema check and of malformed input are ours.
 */
public enum ProblemCode {
  /** A value that must be a JSON object is something else. */
  NOT_AN_OBJECT,
  /** A value that must be a JSON list is something else. */
  NOT_A_LIST,
  /** An item names no label key at all. */
  NO_LABELS,
  /** The text is not JSON. */
  NOT_JSON,
  /** A key holds a value of the wrong JSON type. */
  BAD_VALUE,

  /** The tool value names no known kind. */
  UNKNOWN_TOOL,
  /** A class stands in the list of another section. */
  WRONG_LIST,
  /** Two classes or options share one schema id. */
  DUPLICATE_SCHEMA_ID,
  /** A revealing option is not an option of the direct parent. */
  UNKNOWN_PARENT_OPTION,
  /** A choice question has nothing to choose. */
  NO_OPTIONS,
  /** Two options of one question share a value. */
  DUPLICATE_OPTION,
  /** The pattern is not a valid regular expression. */
  BAD_REGEX,
  /** The colour is not of the form {@code #RRGGBB}. */
  BAD_COLOR,
  /** Two brush classes share one colour, so their traces cannot be told apart. */
  DUPLICATE_BRUSH_COLOR,
  /** The schema id of a voxel brush is not an integer from 1 to 255. */
  BAD_VOXEL_ID,
  /** Two classes share one shortcut. */
  SHORTCUT_TAKEN,

  /** An entry names neither schema id nor title. */
  MISSING_CLASS,
  /** The named class is not in the schema. */
  UNKNOWN_CLASS,
  /** Several classes of the right kind share the title. */
  AMBIGUOUS_TITLE,
  /** The class is of another kind than the entry. */
  TYPE_MISMATCH,
  /** The geometry is missing, malformed, too small or not finite. */
  BAD_GEOMETRY,
  /** The object lies wholly outside the image. */
  OUT_OF_BOUNDS,
  /** The labels are shares of the size of the picture, and that is not known. */
  SIZE_UNKNOWN,
  /** The page is not one of the asset. */
  PAGE_OUT_OF_RANGE,
  /** The selection given is not the text between the offsets. */
  SELECTION_MISMATCH,
  /** One object id is used twice on one page. */
  DUPLICATE_OBJECT_ID,
  /** The object id is not a text of 1 to 64 characters. */
  BAD_OBJECT_ID,
  /** The answer names no option of the class. */
  UNKNOWN_OPTION,
  /** The question is not asked here, or the parent's answer does not reveal it. */
  NESTED_NOT_OPEN,
  /** The answer is of the wrong type for the class. */
  BAD_ANSWER_TYPE,
  /** An end of the relation does not exist. */
  RELATION_END_MISSING,
  /** The group has too few members. */
  RELATION_TOO_SMALL,
  /** Both ends of the relation are the same. */
  RELATION_SELF,

  /** The mask is no file of its kind, or can not be fetched. */
  MASK_UNREADABLE,
  /** The mask is of another size than the asset. */
  MASK_SIZE,
  /** The mask holds a colour that is not one of a brush class. */
  MASK_COLOR,
  /** The mask holds a label that is not the id of a voxel brush class. */
  MASK_LABEL,

  /** Points outside the image were cut off. */
  CLIPPED,
  /** The text does not match the pattern of the class. */
  REGEX_MISMATCH,
  /** A question was answered twice; the last answer counts. */
  DUPLICATE_ANSWER,
  /** An older form was read and converted. */
  LEGACY_FORM
}
