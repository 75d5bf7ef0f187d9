package kalem.formats.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow.MaskFile;

/** The brush traces of a picture, one mask per class, for formats that hold masks. */
public final class PaintedMasks {
  private PaintedMasks() {}

  /** All traces of one brush class. */
  public record Painted(SchemaClass brush, CroppedMask mask) {}

  /** The traces, in schema order; what can not be used is reported. */
  public static List<Painted> of(RowImage image, CategorySchema schema, FormatReport report)
      throws IOException {
    Optional<MaskFile> file = image.row().brush();
    if (file.isEmpty() || image.page().isPresent()) {
      return List.of();
    }
    List<SchemaClass> brushes =
        schema.tools().stream().filter(each -> each.kind() == ClassKind.BRUSH).toList();
    try {
      BrushPicture picture = BrushPicture.read(file.get(), brushes);
      if (!fits(picture, image)) {
        report.leftOut("A brush mask of another size than the picture.", image.name());
        return List.of();
      }
      if (picture.unknownPixels() > 0) {
        report.leftOut("Painted pixels in a color that no class has.", image.name());
      }
      return masks(picture, brushes);
    } catch (BrushPicture.UnreadableException unreadable) {
      report.leftOut("A brush mask that can not be read.", image.name());
      return List.of();
    }
  }

  private static boolean fits(BrushPicture picture, RowImage image) {
    return image
        .size()
        .map(size -> size.width() == picture.width() && size.height() == picture.height())
        .orElse(true);
  }

  private static List<Painted> masks(BrushPicture picture, List<SchemaClass> brushes) {
    List<Painted> painted = new ArrayList<>();
    for (SchemaClass brush : brushes) {
      picture
          .mask(brush)
          .flatMap(CroppedMask::of)
          .ifPresent(mask -> painted.add(new Painted(brush, mask)));
    }
    return painted;
  }
}
