package kalem.formats.datumaro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.image.RowImage;
import kalem.formats.image.RowImages;

/** Writes one file, item by item. */
final class DatumaroWriter implements LabelWriter {
  private static final long IMAGE = 2;

  private final FileSink files;
  private final boolean onlyKeyFrames;
  private final FileText text;
  private final CompactJson json;
  private final FormatReport report = new FormatReport();
  private final FileNames names = new FileNames();
  private final ItemWriter items;

  DatumaroWriter(FileSink files, CategorySchema schema, String subset, boolean onlyKeyFrames)
      throws IOException {
    this.files = files;
    this.onlyKeyFrames = onlyKeyFrames;
    this.text = new FileText(files.begin("annotations/" + subset + ".json"));
    this.json = new CompactJson(text);
    CategoryWriter categories = new CategoryWriter(schema);
    this.items = new ItemWriter(json, text, categories, schema, report);
    try {
      json.object().key("dm_format_version").string("1.0").key("media_type").number(IMAGE);
      json.key("infos").object().endObject().key("categories");
      categories.write(json);
      json.key("items").array();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    long labels = 0;
    Iterator<RowImage> images = RowImages.of(row, onlyKeyFrames);
    try {
      while (images.hasNext()) {
        RowImage image = images.next();
        labels += items.write(image, image.fileName(names, ""));
      }
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    report.took(labels);
  }

  @Override
  public FormatReport finish() throws IOException {
    json.endArray().endObject();
    text.append('\n').close();
    ReportJson.write(files, DatumaroFormat.ID, report);
    return report;
  }
}
