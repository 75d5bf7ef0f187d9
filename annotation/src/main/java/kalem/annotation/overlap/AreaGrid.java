package kalem.annotation.overlap;

import java.util.List;
import java.util.stream.Stream;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rasterizer;
import kalem.annotation.raster.Stroke;

/** The areas of two shapes and of what they share, counted on a fine grid laid over both. */
final class AreaGrid {
  private static final int CELLS = 2048;

  private final double left;
  private final double top;
  private final double cell;

  private AreaGrid(List<Zone> first, List<Zone> second) {
    List<Point> points =
        Stream.concat(first.stream(), second.stream())
            .flatMap(zone -> zone.region().stream())
            .toList();
    this.left = points.stream().mapToDouble(Point::x).min().orElse(0);
    this.top = points.stream().mapToDouble(Point::y).min().orElse(0);
    double width = points.stream().mapToDouble(Point::x).max().orElse(0) - left;
    double height = points.stream().mapToDouble(Point::y).max().orElse(0) - top;
    this.cell = Math.max(Math.max(width, height) / CELLS, Double.MIN_NORMAL);
  }

  static SharedArea of(List<Zone> first, List<Zone> second) {
    AreaGrid grid = new AreaGrid(first, second);
    Mask one = grid.mask(first);
    Mask other = grid.mask(second);
    return new SharedArea(one.area(), other.area(), one.copy().and(other).area());
  }

  private Mask mask(List<Zone> zones) {
    Mask mask = new Mask(CELLS, CELLS);
    for (Zone zone : zones) {
      Zone onGrid =
          new Zone(onGrid(zone.region()), zone.holes().stream().map(this::onGrid).toList());
      Rasterizer.paint(new Segmentation(List.of(onGrid)), Stroke.THIN, mask);
    }
    return mask;
  }

  private List<Point> onGrid(List<Point> ring) {
    return ring.stream()
        .map(point -> new Point((point.x() - left) / cell, (point.y() - top) / cell))
        .toList();
  }
}
