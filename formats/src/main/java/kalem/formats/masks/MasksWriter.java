package kalem.formats.masks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.image.Hull;
import kalem.formats.image.RowImage;
import kalem.formats.image.RowImages;
import kalem.formats.masks.MaskClasses.MaskClass;
import kalem.formats.masks.Painting.Shape;

/** Writes a mask for every picture of every row. */
final class MasksWriter implements LabelWriter {
  private static final String ENDING = ".png";

  private final FileSink files;
  private final MaskOptions options;
  private final MaskClasses classes;
  private final MaskFiles masks;
  private final ClassMapFile classMap;
  private final FileNames names = new FileNames();
  private final FormatReport report = new FormatReport();

  MasksWriter(FileSink files, CategorySchema schema, MaskOptions options) throws IOException {
    this.files = files;
    this.options = options;
    this.classes = new MaskClasses(schema, options);
    this.masks = new MaskFiles(files, classes, options);
    this.classMap = new ClassMapFile(classes, options);
    classMap
        .ambiguous()
        .forEach(
            title -> report.leftOut("Classes share a color; masks do not tell them apart.", title));
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    if (row.media().width().isEmpty() || row.media().height().isEmpty()) {
      report.leftOut("The size of the picture is not known.", row.externalId());
      return;
    }
    row.answer().classifications().forEach(each -> leaveOutEntry("Answers", row));
    row.answer().relations().forEach(each -> leaveOutEntry("Relations", row));
    Iterator<RowImage> pictures = RowImages.of(row, options.onlyKeyFrames());
    while (pictures.hasNext()) {
      picture(pictures.next());
    }
  }

  private void leaveOutEntry(String what, LabeledRow row) {
    report.leftOut(what + " have no place in masks.", row.externalId());
  }

  private void picture(RowImage picture) throws IOException {
    List<Shape> shapes = shapes(picture);
    ImageSize size = picture.size().orElseThrow();
    int width = (int) size.width();
    int height = (int) size.height();
    String name = picture.fileName(names, ENDING);
    MaskFiles.Picture painted =
        new MaskFiles.Picture(
            () -> new Painting(width, height, shapes, options, classes.outline()),
            width,
            height,
            brush(picture));
    masks
        .write(name, painted)
        .ifPresent(problem -> report.leftOut("Brush traces: " + problem, picture.name()));
    classMap.add(name, picture);
    report.took(shapes.size());
    if (options.overlay()) {
      overlay(picture, name, painted);
    }
  }

  private List<Shape> shapes(RowImage picture) {
    double margin = Painting.margin(options);
    List<Shape> shapes = new ArrayList<>();
    for (ToolObject object : picture.objects()) {
      Optional<Hull> hull = Hull.of(object.geometry());
      Optional<MaskClass> maskClass = classes.find(object.schemaId());
      if (hull.isPresent() && maskClass.isPresent()) {
        shapes.add(
            new Shape(
                object.geometry(),
                maskClass.get().number(),
                maskClass.get().rank(),
                wider(hull.get(), margin)));
      } else if (!object.geometry().key().equals(ClassKind.BRUSH.key())) {
        report.leftOut(
            hull.isEmpty()
                ? "Only shapes on pictures have a place in masks."
                : "The class was not asked for, or is not in the schema.",
            picture.place(object));
      }
    }
    return shapes;
  }

  private static Hull wider(Hull hull, double margin) {
    return new Hull(
        hull.left() - margin, hull.top() - margin, hull.right() + margin, hull.bottom() + margin);
  }

  /** Brush traces of a single picture; those of pages and frames lie in an archive. */
  private Optional<LabeledRow.MaskFile> brush(RowImage picture) {
    Optional<LabeledRow.MaskFile> brush = picture.row().brush();
    if (brush.isPresent() && picture.page().isPresent()) {
      report.leftOut("Brush traces are taken from single pictures only.", picture.name());
      return Optional.empty();
    }
    return brush;
  }

  private void overlay(RowImage picture, String name, MaskFiles.Picture painted)
      throws IOException {
    String overlayName = FileNames.stem(name) + MasksFormat.OVERLAY;
    Optional<String> missing = masks.overlay(overlayName, picture, painted);
    missing.ifPresent(reason -> report.leftOut(reason, picture.name()));
  }

  @Override
  public void close() throws IOException {
    classMap.close();
  }

  @Override
  public FormatReport finish() throws IOException {
    classMap.write(files);
    ReportJson.write(files, "masks", report);
    return report;
  }
}
