package kalem.annotation.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;

/**
 * Traces the outlines of a mask along the borders of its pixels. Pixels that touch only at a corner
 * belong to different zones; an island in a hole is a zone of its own. Filling the result gives the
 * mask again.
 */
public final class Contours {
  private static final int NONE = -1;

  private final Mask mask;
  private final PixelBox window;
  private final RunStarts starts;

  /** The zone whose outline passes left of a run, by the number of the run. */
  private final int[] zones;

  private final List<List<Point>> regions = new ArrayList<>();
  private final List<List<List<Point>>> holes = new ArrayList<>();

  private Contours(Mask mask, PixelBox window) {
    this.mask = mask;
    this.window = window;
    this.starts = RunStarts.of(mask);
    this.zones = new int[starts.count()];
    Arrays.fill(zones, NONE);
  }

  /** The outlines of a mask in its own pixels; nothing when it is empty. */
  public static Optional<Segmentation> trace(Mask mask) {
    return new Contours(mask, new PixelBox(0, 0, mask.width(), mask.height())).segmentation();
  }

  /**
   * The outlines of run lengths; only the part that is painted is held in memory.
   *
   * @throws IllegalArgumentException when that part is larger than any mask
   */
  public static Optional<Segmentation> trace(Rle rle) {
    return rle.bounds().flatMap(bounds -> new Contours(rle.toMask(bounds), bounds).segmentation());
  }

  private Optional<Segmentation> segmentation() {
    for (int y = 0; y < mask.height(); y++) {
      for (int run = starts.first(y); run < starts.first(y + 1); run++) {
        if (zones[run] == NONE) {
          ring(run, y);
        }
      }
    }
    if (regions.isEmpty()) {
      return Optional.empty();
    }
    List<Zone> found = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      found.add(new Zone(regions.get(i), holes.get(i)));
    }
    return Optional.of(new Segmentation(found));
  }

  /**
   * Rings are met at their topmost row. In that row an outer ring has set pixels on the right and
   * none above; right of a hole, the pixel above is set and its zone is known.
   */
  private void ring(int run, int y) {
    int x = starts.column(run);
    if (mask.get(x, y - 1)) {
      int zone = zones[starts.at(x - 1, y - 1)];
      holes.get(zone).add(walk(x, y, zone));
    } else {
      regions.add(walk(x, y, regions.size()));
      holes.add(new ArrayList<>());
    }
  }

  /** Walks once round, set pixels on the right hand, beginning upwards at the left of a run. */
  private List<Point> walk(int startX, int startY, int zone) {
    List<Point> corners = new ArrayList<>();
    int x = startX;
    int y = startY + 1;
    Heading heading = Heading.UP;
    do {
      if (heading.equals(Heading.UP)) {
        zones[starts.at(x, y - 1)] = zone;
      }
      x += heading.x;
      y += heading.y;
      Heading next = turn(x, y, heading);
      if (!next.equals(heading)) {
        corners.add(new Point(window.x() + x, window.y() + y));
      }
      heading = next;
    } while (x != startX || y != startY + 1 || !heading.equals(Heading.UP));
    return corners;
  }

  /** To the right when nothing is set there, so that pixels touching at a corner stay apart. */
  private Heading turn(int x, int y, Heading heading) {
    if (!isSet(x, y, heading, heading.right())) {
      return heading.right();
    }
    return isSet(x, y, heading, heading.left()) ? heading.left() : heading;
  }

  /** The pixel at a corner that lies ahead and to one side. */
  private boolean isSet(int x, int y, Heading ahead, Heading side) {
    int column = ahead.x + side.x > 0 ? x : x - 1;
    int row = ahead.y + side.y > 0 ? y : y - 1;
    return mask.get(column, row);
  }

  /** A step of one pixel along an axis. */
  private record Heading(int x, int y) {
    private static final Heading UP = new Heading(0, -1);

    private Heading right() {
      return new Heading(-y, x);
    }

    private Heading left() {
      return new Heading(y, -x);
    }
  }
}
