package kalem.formats.datumaro;

/** Attributes that are more than answers. */
final class Keys {
  static final String ANSWER = "answer";
  static final String EXTERNAL_ID = "external_id";
  static final String FRAME = "frame";
  static final String GROUPS = "groups";
  static final String OBJECT_ID = "object_id";
  static final String QUESTION = "question";
  static final String ROTATION = "rotation";

  private Keys() {}
}
