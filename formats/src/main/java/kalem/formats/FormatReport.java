package kalem.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a conversion did and what it left out: counts per reason, with the first few places of each.
 * Memory does not grow with the number of things left out.
 */
public final class FormatReport {
  private static final int MOST_PLACES = 20;

  private final Map<String, Reason> left = new LinkedHashMap<>();
  private long assets;
  private long labels;

  /**
   * Things left out for one reason.
   *
   * @param places ids or paths of the first ones
   */
  public record Left(String reason, long count, List<String> places) {}

  /** Counts an asset with the labels of it that were taken over. */
  public void took(long takenLabels) {
    assets++;
    labels += takenLabels;
  }

  /**
   * Notes something left out.
   *
   * @param reason a sentence for people, the same for all alike things, such as {@code "A polyline
   *     has no place in YOLO."}
   * @param place names the thing, such as {@code "cam3/0042.jpg: car-1"}
   */
  public void leftOut(String reason, String place) {
    leftOut(reason, place, 1);
  }

  /** Notes several things of one place at once. */
  public void leftOut(String reason, String place, long count) {
    Reason found = left.computeIfAbsent(reason, each -> new Reason());
    found.count += count;
    if (found.places.size() < MOST_PLACES) {
      found.places.add(place);
    }
  }

  public long assets() {
    return assets;
  }

  public long labels() {
    return labels;
  }

  public List<Left> left() {
    return left.entrySet().stream().map(each -> each.getValue().as(each.getKey())).toList();
  }

  /** A reason while it is counted. */
  private static final class Reason {
    private final List<String> places = new ArrayList<>();
    private long count;

    private Left as(String reason) {
      return new Left(reason, count, List.copyOf(places));
    }
  }
}
