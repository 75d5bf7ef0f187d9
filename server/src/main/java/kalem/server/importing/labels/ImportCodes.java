package kalem.server.importing.labels;

/** What is found about whole items (import-format.md 13.2); the rest are {@code ProblemCode}s. */
final class ImportCodes {
  static final String ASSET_NOT_FOUND = "ASSET_NOT_FOUND";
  static final String KEY_MISMATCH = "KEY_MISMATCH";
  static final String NOT_TODO = "NOT_TODO";

  /** The name of a file was taken for that of an asset in another folder. */
  static final String MATCHED_WITHOUT_FOLDERS = "MATCHED_WITHOUT_FOLDERS";

  /** The name of a file was taken for that of an asset with another extension. */
  static final String MATCHED_WITHOUT_EXTENSION = "MATCHED_WITHOUT_EXTENSION";

  /** One item holds more than can be read. */
  static final String TOO_LARGE = "TOO_LARGE";

  /** The file holds something that has no place among the labels of this hub. */
  static final String LEFT_OUT = "LEFT_OUT";

  /** Everything an item has for a task is faulty, so the labels it had stay. */
  static final String EARLIER_LABELS_STAY = "EARLIER_LABELS_STAY";

  /** Nothing was labeled; the message says what the cause looks like. */
  static final String NOTHING_LABELED = "NOTHING_LABELED";

  private ImportCodes() {}
}
