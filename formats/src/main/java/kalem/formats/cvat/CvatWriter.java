package kalem.formats.cvat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.Spool;
import kalem.formats.image.RowImage;
import kalem.formats.image.RowImages;
import org.jspecify.annotations.Nullable;

/**
 * Writes all pictures into one file and each video into its own. One file can be open at a time, so
 * videos between pictures wait in temporary files.
 */
final class CvatWriter implements LabelWriter {
  private final FileSink files;
  private final CategorySchema schema;
  private final boolean onlyKeyFrames;
  private final FileNames names = new FileNames();
  private final FormatReport report = new FormatReport();
  private final List<Waiting> waiting = new ArrayList<>();
  private @Nullable OutputStream pictures;
  private @Nullable XmlWriter pictureXml;
  private @Nullable PictureWriter pictureWriter;
  private long pictureId;

  /** A video that was written aside. */
  private record Waiting(String name, Spool text) {}

  CvatWriter(FileSink files, CategorySchema schema, boolean onlyKeyFrames) {
    this.files = files;
    this.schema = schema;
    this.onlyKeyFrames = onlyKeyFrames;
    names.unique("annotations", "", ".xml");
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    report.took(isVideo(row) ? video(row) : pictures(row));
  }

  private static boolean isVideo(LabeledRow row) {
    return row.media().frameTotal().isPresent() || row.media().frameRate().isPresent();
  }

  private long pictures(LabeledRow row) throws IOException {
    PictureWriter writer = pictureWriter == null ? begin() : pictureWriter;
    long labels = 0;
    Iterator<RowImage> images = RowImages.of(row, onlyKeyFrames);
    while (images.hasNext()) {
      labels += writer.write(images.next(), pictureId++);
    }
    return labels;
  }

  private PictureWriter begin() throws IOException {
    OutputStream stream = files.begin("annotations.xml");
    XmlWriter xml = new XmlWriter(new FileText(stream));
    xml.open("annotations").element("version", "1.1");
    xml.open("meta").open("task").element("name", "kalem").element("mode", "annotation");
    new CvatLabels(schema).write(xml);
    xml.close("task").close("meta");
    PictureWriter writer = new PictureWriter(xml, schema, report);
    pictures = stream;
    pictureXml = xml;
    pictureWriter = writer;
    return writer;
  }

  private long video(LabeledRow row) throws IOException {
    String name = names.unique(row.externalId(), row.taskId(), ".xml");
    if (pictures != null) {
      Spool aside = new Spool();
      waiting.add(new Waiting(name, aside));
      return write(row, aside.text());
    }
    try (FileText text = new FileText(files.begin(name))) {
      return write(row, text);
    }
  }

  private long write(LabeledRow row, FileText text) throws IOException {
    return new VideoWriter(new XmlWriter(text), schema, report, onlyKeyFrames).write(row);
  }

  @Override
  public void close() throws IOException {
    for (Waiting video : waiting) {
      video.text().close();
    }
  }

  @Override
  public FormatReport finish() throws IOException {
    if (pictureXml != null) {
      pictureXml.close("annotations").finish();
    }
    if (pictures != null) {
      pictures.close();
    }
    for (Waiting video : waiting) {
      try (OutputStream stream = files.begin(video.name())) {
        video.text().copyTo(stream);
      }
      video.text().close();
    }
    ReportJson.write(files, CvatFormat.ID, report);
    return report;
  }
}
