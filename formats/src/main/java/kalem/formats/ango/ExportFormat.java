package kalem.formats.ango;

/** How the rows are laid out in the zip (export-format section 4). */
public enum ExportFormat {
  /** One file with a list of rows. */
  JSON("json"),
  /** One file with a row per line. */
  NDJSON("ndjson"),
  /** A file per row. */
  SPLIT("json");

  private final String extension;

  ExportFormat(String extension) {
    this.extension = extension;
  }

  String extension() {
    return extension;
  }
}
