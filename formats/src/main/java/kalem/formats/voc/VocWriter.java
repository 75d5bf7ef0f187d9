package kalem.formats.voc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.Spool;
import kalem.formats.image.ClassOrder;
import kalem.formats.image.Hull;
import kalem.formats.image.RowImage;
import kalem.formats.image.RowImages;

/** Writes an XML file for each picture, then the list of them and the label map. */
final class VocWriter implements LabelWriter {
  private static final String LIST = "ImageSets/Main/trainval.txt";

  private final FileSink files;
  private final ClassOrder order;
  private final Coordinates coordinates;
  private final boolean onlyKeyFrames;
  private final LabelMap labelMap;
  private final FormatReport report = new FormatReport();
  private final FileNames names = new FileNames();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final FileText text = new FileText(buffer);
  private final Spool list = new Spool();

  VocWriter(FileSink files, CategorySchema schema, Coordinates coordinates, boolean onlyKeyFrames)
      throws IOException {
    this.files = files;
    this.order = new ClassOrder(schema);
    this.coordinates = coordinates;
    this.onlyKeyFrames = onlyKeyFrames;
    this.labelMap = new LabelMap(order.classes());
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    long taken = 0;
    Iterator<RowImage> images = RowImages.of(row, onlyKeyFrames);
    while (images.hasNext()) {
      RowImage image = images.next();
      Optional<ImageSize> size = image.size();
      if (size.isEmpty()) {
        report.leftOut("The size of the picture is not known, and VOC needs it.", row.externalId());
        return;
      }
      taken += write(image, size.get());
    }
    lost(row);
    report.took(taken);
  }

  private int write(RowImage image, ImageSize size) throws IOException {
    String stem = FileNames.stem(image.fileName(names, ".xml"));
    PageWriter page = new PageWriter(text, coordinates, report, image);
    page.begin(pictureName(image, stem), size);
    List<BoxedObject> boxes = new ArrayList<>();
    for (ToolObject object : image.objects()) {
      hull(image, object).ifPresent(hull -> boxes.add(new BoxedObject(object, hull)));
    }
    Parts parts = Parts.of(image, boxes, report);
    for (BoxedObject each : boxes) {
      if (!parts.isPart(each)) {
        page.object(each, parts.of(each));
        labelMap.note(each, parts.of(each));
      }
    }
    page.end();
    text.flush();
    try (OutputStream stream = files.begin(VocFormat.ANNOTATIONS + stem + ".xml")) {
      buffer.writeTo(stream);
    }
    buffer.reset();
    list.text().append(stem).append('\n');
    return boxes.size();
  }

  private static String pictureName(RowImage image, String stem) {
    String safe = FileNames.safe(image.row().externalId());
    return stem + safe.substring(FileNames.stem(safe).length());
  }

  private Optional<Hull> hull(RowImage image, ToolObject object) {
    if (order.indexOf(object).isEmpty()) {
      report.leftOut("The class of an object is not in the schema.", image.place(object));
      return Optional.empty();
    }
    return switch (object.geometry()) {
      case Box box -> Optional.of(Hull.of(box));
      case RotatedBox _, Polygon _, Segmentation _, Circle _ -> {
        report.leftOut(
            "Of a " + object.geometry().key() + " only the box around it is kept in VOC.",
            image.place(object));
        yield Hull.of(object.geometry());
      }
      case Polyline _, Spline _, Point _, OpaqueGeometry _ -> {
        report.leftOut(
            "A " + object.geometry().key() + " has no place in VOC.", image.place(object));
        yield Optional.empty();
      }
    };
  }

  private void lost(LabeledRow row) {
    int answers = row.answer().classifications().size();
    if (answers > 0) {
      report.leftOut("Answers about an asset have no place in VOC.", row.externalId(), answers);
    }
    if (row.brush().isPresent()) {
      report.leftOut("Brush traces have no place in VOC.", row.externalId());
    }
  }

  @Override
  public void close() throws IOException {
    list.close();
  }

  @Override
  public FormatReport finish() throws IOException {
    try (list;
        OutputStream stream = files.begin(LIST)) {
      list.copyTo(stream);
    }
    try (FileText map = new FileText(files.begin(LabelMap.NAME))) {
      labelMap.write(map);
    }
    ReportJson.write(files, VocFormat.ID, report);
    return report;
  }
}
