package kalem.formats.coco;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.raster.Contours;
import kalem.annotation.raster.Mask;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow;
import kalem.formats.coco.AnnotationWriter.Place;
import kalem.formats.image.BrushPicture;
import kalem.formats.image.RowImage;

/** Writes the traces of a brush: one annotation with run lengths for each connected area. */
final class BrushAreas {
  private final List<SchemaClass> classes;
  private final Categories categories;
  private final FormatReport report;

  BrushAreas(Categories categories, FormatReport report) {
    this.categories = categories;
    this.report = report;
    this.classes =
        categories.order().classes().stream()
            .filter(each -> each.kind() == ClassKind.BRUSH)
            .toList();
  }

  /**
   * Whether the object only says that there are traces of its class, and how they were answered.
   */
  static boolean isMark(ToolObject object) {
    return object.geometry().key().equals(ClassKind.BRUSH.key());
  }

  void write(Place place, ImageSize size, AnnotationWriter annotations) throws IOException {
    RowImage image = place.image();
    Optional<LabeledRow.MaskFile> brush = image.row().brush();
    if (brush.isEmpty()) {
      return;
    }
    if (image.page().isPresent()) {
      report.leftOut("The brush traces of a page are not written.", image.name());
      return;
    }
    BrushPicture picture;
    try {
      picture = BrushPicture.read(brush.get(), classes);
    } catch (BrushPicture.UnreadableException unreadable) {
      report.leftOut("The brush picture could not be read.", image.name());
      return;
    }
    if (picture.width() != (int) size.width() || picture.height() != (int) size.height()) {
      report.leftOut("The brush picture is of another size than the image.", image.name());
      return;
    }
    if (picture.unknownPixels() > 0) {
      report.leftOut("The brush picture has colors that no class has.", image.name());
    }
    for (SchemaClass each : classes) {
      Optional<Mask> mask = picture.mask(each);
      if (mask.isPresent()) {
        write(place, each, mask.get(), size, annotations);
      }
    }
  }

  private void write(
      Place place, SchemaClass brush, Mask mask, ImageSize size, AnnotationWriter annotations)
      throws IOException {
    Map<String, ToolObject> marks = new HashMap<>();
    place.image().objects().stream()
        .filter(BrushAreas::isMark)
        .forEach(each -> marks.putIfAbsent(each.schemaId(), each));
    List<Segmentation.Zone> zones = new ArrayList<>();
    Contours.trace(mask).ifPresent(traced -> zones.addAll(traced.zones()));
    for (Segmentation.Zone zone : zones) {
      Optional<PixelRuns> runs = PixelRuns.of(new Segmentation(List.of(zone)), size);
      if (runs.isPresent()) {
        annotations.area(
            place,
            categories.id(brush),
            Optional.ofNullable(marks.get(brush.schemaId())),
            new Shape.Pixels(runs.get()));
      }
    }
  }
}
