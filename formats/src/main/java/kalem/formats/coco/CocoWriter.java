package kalem.formats.coco;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Point;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.Spool;
import kalem.formats.coco.AnnotationWriter.Place;
import kalem.formats.coco.Keypoints.Skeleton;
import kalem.formats.image.NamedAnswer;
import kalem.formats.image.RowImage;
import kalem.formats.image.RowImages;

/** Writes the one file: images as they come, annotations into a spool that is added at the end. */
final class CocoWriter implements LabelWriter {
  private final FileSink files;
  private final CocoOptions options;
  private final FormatReport report = new FormatReport();
  private final Categories categories;
  private final BrushAreas brushes;
  private final Spool spool;
  private final AnnotationWriter annotations;
  private final OutputStream stream;
  private final FileText text;
  private long images;

  CocoWriter(FileSink files, CategorySchema schema, CocoOptions options) throws IOException {
    this.files = files;
    this.options = options;
    this.categories = new Categories(schema);
    this.brushes = new BrushAreas(schema, categories, report);
    this.spool = new Spool();
    this.annotations = new AnnotationWriter(spool.text(), report);
    this.stream = files.begin(options.file());
    this.text = new FileText(stream);
    text.append("{\"info\":{\"description\":\"Exported by Kalem\",\"version\":\"1\"},");
    text.append("\"licenses\":[],\"categories\":");
    categories.write(text);
    text.append(",\"images\":[");
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    try {
      long before = annotations.count();
      Iterator<RowImage> rowImages = RowImages.of(row, options.onlyKeyFrames());
      while (rowImages.hasNext()) {
        RowImage image = rowImages.next();
        Optional<ImageSize> size = image.size();
        if (size.isEmpty()) {
          report.leftOut(
              "The size of the picture is not known, and COCO needs it.", row.externalId());
          return;
        }
        write(image, size.get());
      }
      report.took(annotations.count() - before);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private void write(RowImage image, ImageSize size) throws IOException {
    images++;
    writeImage(image, size);
    Place place = new Place(images, image);
    Keypoints keypoints = Keypoints.of(image, categories, report);
    for (ToolObject object : image.objects()) {
      if (!keypoints.isPoint(object)) {
        write(place, object, size, keypoints.ledBy(object));
      }
    }
    for (Skeleton skeleton : keypoints.alone()) {
      annotations.skeleton(place, categories.id(skeleton.group()).orElseThrow(), skeleton);
    }
    brushes.write(place, size, annotations);
  }

  private void write(Place place, ToolObject object, ImageSize size, Optional<Skeleton> skeleton)
      throws IOException {
    OptionalInt category = categories.id(object);
    if (category.isEmpty()) {
      report.leftOut("The class of an object is not in the schema.", place.image().place(object));
      return;
    }
    if (object.geometry() instanceof Point point) {
      annotations.point(place, category.getAsInt(), object, Shape.of(List.of(point)));
      return;
    }
    Optional<Shape> shape = Shape.of(object.geometry(), size, options.boxAsPolygon());
    if (shape.isPresent()) {
      annotations.object(place, category.getAsInt(), object, shape.get(), skeleton);
    } else if (!BrushAreas.isMark(object)) {
      report.leftOut(
          "A " + object.geometry().key() + " has no place in COCO.", place.image().place(object));
    }
  }

  private void writeImage(RowImage image, ImageSize size) throws IOException {
    text.append(images == 1 ? "{\"id\":" : ",{\"id\":").whole(images);
    text.append(",\"file_name\":");
    string(image.name());
    text.append(",\"width\":").number(size.width());
    text.append(",\"height\":").number(size.height());
    Optional<String> url = image.url();
    if (url.isPresent()) {
      text.append(",\"coco_url\":");
      string(url.get());
    }
    if (image.page().isPresent()) {
      text.append(image.isFrame() ? ",\"frame\":" : ",\"page\":").whole(image.page().getAsInt());
    }
    writeAnswers("attributes", image.answers());
    writeAnswers("asset_attributes", image.assetAnswers());
    text.append('}');
  }

  private void writeAnswers(String key, List<ClassificationAnswer> answers) throws IOException {
    if (answers.isEmpty()) {
      return;
    }
    text.append(",\"").append(key).append("\":");
    CompactJson json = new CompactJson(text).object();
    for (NamedAnswer answer : NamedAnswer.flat(answers)) {
      answer.value().write(json.key(answer.name()));
    }
    json.endObject();
  }

  private void string(String value) {
    new CompactJson(text).string(value);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  @Override
  public FormatReport finish() throws IOException {
    text.append("],\"annotations\":[");
    text.flush();
    spool.copyTo(stream);
    text.append("]}").append('\n');
    text.close();
    spool.close();
    ReportJson.write(files, CocoFormat.ID, report);
    return report;
  }
}
