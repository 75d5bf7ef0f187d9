package kalem.annotation.overlap;

import java.util.List;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Cuboid;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.PdfArea;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.geometry.Span;
import kalem.annotation.geometry.VolumeBox;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rle;

/** Intersection over union: what two labels share, of what either covers. */
public final class Overlap {
  private Overlap() {}

  /**
   * The overlap of two shapes, from 0 to 1: of areas with holes left out, of spans, of areas on one
   * PDF page, or of volumes. Shapes that cover nothing, or nothing comparable, share nothing.
   */
  public static double iou(Geometry one, Geometry other) {
    return switch (one) {
      case Box a when other instanceof Box b -> boxes(a, b).share();
      case Span a when other instanceof Span b ->
          SharedArea.ofIntervals(a.start(), a.end(), b.start(), b.end()).share();
      case VolumeBox a when other instanceof VolumeBox b -> volumes(a, b).share();
      case Cuboid a when other instanceof Cuboid b -> cuboids(a, b).share();
      case PdfArea a when !(other instanceof PdfArea b && b.pageNumber() == a.pageNumber()) -> 0;
      default -> areas(one, other);
    };
  }

  /**
   * The overlap of two masks.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public static double iou(Mask one, Mask other) {
    return new SharedArea(one.area(), other.area(), one.copy().and(other).area()).share();
  }

  /**
   * The overlap of two masks.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public static double iou(Rle one, Rle other) {
    return new SharedArea(one.area(), other.area(), one.intersection(other).area()).share();
  }

  private static double areas(Geometry one, Geometry other) {
    boolean isPdf = other instanceof PdfArea;
    if (isPdf != (one instanceof PdfArea)) {
      return 0;
    }
    return shared(Regions.of(one), Regions.of(other)).share();
  }

  private static SharedArea shared(List<Zone> one, List<Zone> other) {
    return one.isEmpty() || other.isEmpty()
        ? SharedArea.NONE
        : AreaSweep.of(one, other).orElseGet(() -> AreaGrid.of(one, other));
  }

  private static SharedArea boxes(Box one, Box other) {
    return SharedArea.ofIntervals(
            one.x(), one.x() + one.width(), other.x(), other.x() + other.width())
        .times(
            SharedArea.ofIntervals(
                one.y(), one.y() + one.height(), other.y(), other.y() + other.height()));
  }

  private static SharedArea volumes(VolumeBox one, VolumeBox other) {
    return SharedArea.ofIntervals(
            one.least().x(), one.most().x(), other.least().x(), other.most().x())
        .times(
            SharedArea.ofIntervals(
                one.least().y(), one.most().y(), other.least().y(), other.most().y()))
        .times(
            SharedArea.ofIntervals(
                one.least().z(), one.most().z(), other.least().z(), other.most().z()));
  }

  /** Only the turn around the upright axis counts. */
  private static SharedArea cuboids(Cuboid one, Cuboid other) {
    return shared(List.of(footprint(one)), List.of(footprint(other)))
        .times(
            SharedArea.ofIntervals(
                one.center().z() - one.size().z() / 2,
                one.center().z() + one.size().z() / 2,
                other.center().z() - other.size().z() / 2,
                other.center().z() + other.size().z() / 2));
  }

  private static Zone footprint(Cuboid cuboid) {
    RotatedBox ground =
        RotatedBox.around(
            new Point(cuboid.center().x(), cuboid.center().y()),
            cuboid.size().x(),
            cuboid.size().y(),
            Math.toDegrees(cuboid.rotation().z()));
    return new Zone(ground.corners(), List.of());
  }
}
