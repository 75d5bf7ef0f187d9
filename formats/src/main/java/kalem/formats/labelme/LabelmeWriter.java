package kalem.formats.labelme;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
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

/** Writes a file per picture. */
final class LabelmeWriter implements LabelWriter {
  private final FileSink files;
  private final CategorySchema schema;
  private final boolean onlyKeyFrames;
  private final FileNames names = new FileNames();
  private final FormatReport report = new FormatReport();

  LabelmeWriter(FileSink files, CategorySchema schema, boolean onlyKeyFrames) {
    this.files = files;
    this.schema = schema;
    this.onlyKeyFrames = onlyKeyFrames;
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    long labels = 0;
    Iterator<RowImage> images = RowImages.of(row, onlyKeyFrames);
    while (images.hasNext()) {
      labels += write(images.next());
    }
    report.took(labels);
  }

  private long write(RowImage image) throws IOException {
    String name = image.fileName(names, ".json");
    OutputStream stream = files.begin(name);
    try (FileText text = new FileText(stream)) {
      return new PictureWriter(schema, report, text).write(image, name);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public FormatReport finish() throws IOException {
    ReportJson.write(files, LabelmeFormat.ID, report);
    return report;
  }
}
