package kalem.formats.yolo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.Spool;
import kalem.formats.image.ClassOrder;
import kalem.formats.image.Csv;
import kalem.formats.image.RowImage;
import kalem.formats.image.RowImages;

/**
 * Writes one file of lines for each picture, the list of pictures, {@code data.yaml}, and {@code
 * images.csv} with the sizes and external ids, without which the lines can not be read again.
 */
final class YoloWriter implements LabelWriter {
  static final String LIST = "train.txt";
  static final String IMAGES = "images.csv";
  static final String CLASSIFICATION = "classification.csv";
  static final String LABELS = "labels/";

  private final FileSink files;
  private final YoloOptions options;
  private final ClassOrder order;
  private final FormatReport report = new FormatReport();
  private final FileNames names = new FileNames();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final FileText lines = new FileText(buffer);
  private final Spool list = new Spool();
  private final Spool images = new Spool();

  YoloWriter(FileSink files, CategorySchema schema, YoloOptions options) throws IOException {
    this.files = files;
    this.options = options;
    this.order = new ClassOrder(schema);
    if (options.question().isPresent()) {
      list.text().append("name,class\n");
    } else {
      images.text().append("label,external_id,page,width,height\n");
    }
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    long taken = 0;
    Iterator<RowImage> rowImages = RowImages.of(row, options.onlyKeyFrames());
    while (rowImages.hasNext()) {
      RowImage image = rowImages.next();
      if (options.question().isPresent()) {
        taken += classify(image, options.question().get());
        continue;
      }
      Optional<ImageSize> size = image.size();
      if (size.isEmpty()) {
        report.leftOut(
            "The size of the picture is not known, and YOLO needs it.", row.externalId());
        return;
      }
      taken += write(image, size.get());
    }
    if (options.question().isEmpty()) {
      lost(row);
    }
    report.took(taken);
  }

  private int write(RowImage image, ImageSize size) throws IOException {
    String name = image.fileName(names, ".txt");
    PictureLines picture = new PictureLines(options.kind(), order, report, lines, image, size);
    picture.write();
    lines.flush();
    try (OutputStream stream = files.begin(LABELS + name)) {
      buffer.writeTo(stream);
    }
    buffer.reset();
    list(image, size, FileNames.stem(name));
    return picture.count();
  }

  private void list(RowImage image, ImageSize size, String stem) throws IOException {
    String externalId = image.row().externalId();
    list.text().append("./images/").append(stem).append(extension(externalId)).append('\n');
    FileText text = images.text();
    Csv.cell(text, stem);
    text.append(',');
    Csv.cell(text, externalId);
    text.append(',');
    if (image.page().isPresent()) {
      text.whole(image.page().getAsInt());
    }
    text.append(',').number(size.width()).append(',').number(size.height()).append('\n');
  }

  private static String extension(String externalId) {
    String safe = FileNames.safe(externalId);
    String found = safe.substring(FileNames.stem(safe).length());
    return found.isEmpty() ? ".jpg" : found;
  }

  private int classify(RowImage image, SchemaClass question) throws IOException {
    Optional<String> answer =
        Stream.concat(image.answers().stream(), image.assetAnswers().stream())
            .filter(each -> each.schemaId().equals(question.schemaId()))
            .flatMap(each -> each.answer().values().stream())
            .findFirst();
    if (answer.isEmpty()) {
      report.leftOut("The question was not answered.", image.name());
      return 0;
    }
    Csv.cell(list.text(), image.name());
    list.text().append(',');
    Csv.cell(list.text(), answer.get());
    list.text().append('\n');
    return 1;
  }

  private void lost(LabeledRow row) {
    if (!row.answer().classifications().isEmpty()) {
      report.leftOut(
          "Answers about an asset have no place beside the lines of YOLO.",
          row.externalId(),
          row.answer().classifications().size());
    }
    if (row.brush().isPresent()) {
      report.leftOut("Brush traces have no place in YOLO.", row.externalId());
    }
  }

  @Override
  public void close() throws IOException {
    list.close();
    images.close();
  }

  @Override
  public FormatReport finish() throws IOException {
    boolean isList = options.question().isPresent();
    try (list;
        images) {
      try (OutputStream stream = files.begin(isList ? CLASSIFICATION : LIST)) {
        list.copyTo(stream);
      }
      if (!isList) {
        try (OutputStream stream = files.begin(IMAGES)) {
          images.copyTo(stream);
        }
      }
    }
    try (FileText text = new FileText(files.begin(DataYaml.NAME))) {
      DataYaml.write(text, options, order);
    }
    ReportJson.write(files, YoloFormat.ID, report);
    return report;
  }
}
