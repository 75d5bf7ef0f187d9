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
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FormatReport;
import kalem.formats.coco.AnnotationWriter.Place;
import kalem.formats.image.PaintedMasks;
import kalem.formats.image.PaintedMasks.Painted;
import kalem.formats.image.RowImage;

/** Writes the traces of a brush: one annotation with run lengths for each connected area. */
final class BrushAreas {
  private final CategorySchema schema;
  private final Categories categories;
  private final FormatReport report;

  BrushAreas(CategorySchema schema, Categories categories, FormatReport report) {
    this.schema = schema;
    this.categories = categories;
    this.report = report;
  }

  /**
   * Whether the object only says that there are traces of its class, and how they were answered.
   */
  static boolean isMark(ToolObject object) {
    return object.geometry().key().equals(ClassKind.BRUSH.key());
  }

  void write(Place place, ImageSize size, AnnotationWriter annotations) throws IOException {
    RowImage image = place.image();
    if (image.row().brush().isPresent() && image.page().isPresent()) {
      report.leftOut("The brush traces of a page are not written.", image.name());
      return;
    }
    for (Painted painted : PaintedMasks.of(image, schema, report)) {
      write(place, painted, size, annotations);
    }
  }

  private void write(Place place, Painted painted, ImageSize size, AnnotationWriter annotations)
      throws IOException {
    SchemaClass brush = painted.brush();
    Map<String, ToolObject> marks = new HashMap<>();
    place.image().objects().stream()
        .filter(BrushAreas::isMark)
        .forEach(each -> marks.putIfAbsent(each.schemaId(), each));
    List<Segmentation.Zone> zones = new ArrayList<>();
    painted.mask().outlines().ifPresent(traced -> zones.addAll(traced.zones()));
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
