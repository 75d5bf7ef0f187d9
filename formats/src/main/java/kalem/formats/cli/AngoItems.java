package kalem.formats.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import kalem.annotation.json.CompactJson;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.ImportItem;
import kalem.formats.LabeledRow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code labels.json}: the list of items that an import takes (import-format section 2.2).
 */
final class AngoItems implements AutoCloseable {
  /** The classes of the items, as the settings of a project take them. */
  static final String SCHEMA = "schema.json";

  private static final String LABELS = "labels.json";

  private final FileText text;
  private long items;
  private long labels;

  AngoItems(FileSink files) throws IOException {
    this.text = new FileText(files.begin(LABELS));
    text.append('[');
  }

  void write(ImportItem item) throws IOException {
    labels += item.labels().path("objects").size() + item.labels().path("classifications").size();
    write(json -> json.node(item.labels()));
  }

  void write(LabeledRow row) throws IOException {
    labels += row.answer().tools().size() + row.answer().classifications().size();
    write(json -> row(row, json));
  }

  private static void row(LabeledRow row, CompactJson json) {
    json.object().key("externalId").string(row.externalId());
    row.url().ifPresent(url -> json.key("data").string(url));
    json.key("metadata").node(row.metadata());
    json.key("answer");
    row.answer().write(json);
    json.endObject();
  }

  private void write(Element element) throws IOException {
    text.append(items++ == 0 ? "\n" : ",\n");
    try {
      element.write(new CompactJson(text));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private interface Element {
    void write(CompactJson json);
  }

  /** Writes the classes. */
  static void schema(FileSink files, ObjectNode schema) throws IOException {
    try (FileText text = new FileText(files.begin(SCHEMA))) {
      text.append(CompactJson.text((JsonNode) schema)).append('\n');
    }
  }

  long items() {
    return items;
  }

  long labels() {
    return labels;
  }

  @Override
  public void close() throws IOException {
    text.append("\n]\n");
    text.close();
  }
}
