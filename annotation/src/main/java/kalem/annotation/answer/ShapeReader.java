package kalem.annotation.answer;

import java.util.Optional;
import kalem.annotation.ProblemCode;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Bounds;
import kalem.annotation.geometry.Fit;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.geometry.PdfArea;
import kalem.annotation.geometry.Span;
import tools.jackson.databind.JsonNode;

/** Reads shapes and checks them against their asset (import-format section 5). */
final class ShapeReader {
  private final AssetFacts asset;
  private final Optional<Bounds> bounds;
  private final IntakeReport report;

  ShapeReader(AssetFacts asset, IntakeReport report) {
    this.asset = asset;
    this.bounds = asset.imageSize().map(Bounds::new);
    this.report = report;
  }

  /** The shape; nothing when it was refused and reported. */
  Optional<Geometry> read(String key, JsonNode value, String path) {
    try {
      Geometry given =
          PaintedSegmentation.isOne(key, value)
              ? PaintedSegmentation.read(value, asset.imageSize())
              : GeometryReader.read(key, value);
      return placed(given, path);
    } catch (BadGeometryException bad) {
      report.fault(ProblemCode.BAD_GEOMETRY, path, bad.reason());
      return Optional.empty();
    }
  }

  /**
   * A shape that no check has anything to say about; nothing for any other, and nothing is
   * reported.
   */
  Optional<Geometry> unchanged(Geometry given) {
    boolean isInside =
        bounds.isEmpty()
            || (bounds.get().fit(given) instanceof Fit.Inside(Geometry same) && same.equals(given));
    return isInside ? Optional.of(given) : Optional.empty();
  }

  private Optional<Geometry> placed(Geometry given, String path) {
    Optional<Geometry> fitted =
        bounds.isEmpty() ? Optional.of(given) : fitted(bounds.get(), given, path);
    return fitted.flatMap(
        shape ->
            switch (shape) {
              case Span span -> inText(span, path);
              case PdfArea area -> onPage(area, path);
              default -> Optional.of(shape);
            });
  }

  private Optional<Geometry> fitted(Bounds image, Geometry geometry, String path) {
    return switch (image.fit(geometry)) {
      case Fit.Inside(Geometry same) -> Optional.of(same);
      case Fit.Clipped(Geometry left) -> {
        report.warn(ProblemCode.CLIPPED, path, "The part outside the image was cut off.");
        yield Optional.of(left);
      }
      case Fit.Outside() -> {
        report.fault(ProblemCode.OUT_OF_BOUNDS, path, "The object lies outside the image.");
        yield Optional.empty();
      }
    };
  }

  private Optional<Geometry> inText(Span span, String path) {
    if (asset.text().isEmpty()) {
      return Optional.of(span);
    }
    Span selected = span.in(asset.text().get());
    if (span.selection().isPresent() && !span.selection().equals(selected.selection())) {
      report.fault(
          ProblemCode.SELECTION_MISMATCH,
          path + ".selection",
          "The text at these offsets is another than the selection.");
      return Optional.empty();
    }
    return Optional.of(selected);
  }

  private Optional<Geometry> onPage(PdfArea area, String path) {
    if (asset.pageTotal().isPresent() && area.pageNumber() > asset.pageTotal().getAsInt()) {
      report.fault(
          ProblemCode.PAGE_OUT_OF_RANGE,
          path + ".position.pageNumber",
          "pageNumber counts from 1 to the last page.");
      return Optional.empty();
    }
    return Optional.of(area);
  }
}
