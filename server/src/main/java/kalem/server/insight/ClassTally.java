package kalem.server.insight;

import java.util.Map;
import java.util.TreeMap;
import kalem.annotation.agreement.Extent;
import kalem.annotation.geometry.ImageSize;

/** Numbers of one class over the labels of some tasks; grows. */
final class ClassTally {
  /** Cells per side of the map of centres. */
  static final int CELLS = 16;

  private static final int TENTHS = 10;

  private long count;
  private long imported;
  private long tasks;
  private final Map<String, Long> values = new TreeMap<>();
  private final Map<Integer, Long> sizes = new TreeMap<>();
  private final Map<Integer, Long> centers = new TreeMap<>();

  /**
   * The numbers as they are stored.
   *
   * @param tasks that hold at least one
   * @param values of choices, once per occurrence
   * @param sizes by tenths of the image's side that the square root of the share of its area takes
   * @param centers by cell, row by row from the upper left
   */
  record Numbers(
      long count,
      long imported,
      long tasks,
      Map<String, Long> values,
      Map<Integer, Long> sizes,
      Map<Integer, Long> centers) {
    static final Numbers NOTHING = new Numbers(0, 0, 0, Map.of(), Map.of(), Map.of());
  }

  void add(boolean isImported, boolean isFirstOfTask) {
    count++;
    imported += isImported ? 1 : 0;
    tasks += isFirstOfTask ? 1 : 0;
  }

  void answered(String value) {
    values.merge(value, 1L, Long::sum);
  }

  /**
   * @param extent in pixels of the image
   */
  void placed(Extent extent, ImageSize image) {
    double width = Math.max(0, extent.right() - extent.left()) / image.width();
    double height = Math.max(0, extent.bottom() - extent.top()) / image.height();
    sizes.merge(place(Math.sqrt(width * height), TENTHS), 1L, Long::sum);
    int column = place((extent.left() + extent.right()) / 2 / image.width(), CELLS);
    int row = place((extent.top() + extent.bottom()) / 2 / image.height(), CELLS);
    centers.merge(row * CELLS + column, 1L, Long::sum);
  }

  private static int place(double share, int places) {
    return Math.clamp((long) Math.floor(share * places), 0, places - 1);
  }

  void add(Numbers more) {
    count += more.count();
    imported += more.imported();
    tasks += more.tasks();
    more.values().forEach((value, number) -> values.merge(value, number, Long::sum));
    more.sizes().forEach((size, number) -> sizes.merge(size, number, Long::sum));
    more.centers().forEach((cell, number) -> centers.merge(cell, number, Long::sum));
  }

  Numbers numbers() {
    return new Numbers(count, imported, tasks, values, sizes, centers);
  }
}
