package kalem.formats.reports;

import java.nio.file.Path;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import tools.jackson.databind.JsonNode;

/** A format that is only written. */
abstract class ReportFormat implements LabelFormat {
  private final String id;
  private final String title;

  ReportFormat(String id, String title) {
    this.id = id;
    this.title = title;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final boolean isReadable() {
    return false;
  }

  @Override
  public final boolean isWritable() {
    return true;
  }

  @Override
  public final boolean recognizes(Path root) {
    return false;
  }

  @Override
  public final LabelReader read(Path root, JsonNode config) {
    throw new UnsupportedOperationException(title + " is written and not read.");
  }
}
