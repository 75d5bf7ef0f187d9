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

  private final Map<String, Left> left = new LinkedHashMap<>();
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
    Left before = left.getOrDefault(reason, new Left(reason, 0, List.of()));
    List<String> places = new ArrayList<>(before.places());
    if (places.size() < MOST_PLACES) {
      places.add(place);
    }
    left.put(reason, new Left(reason, before.count() + 1, List.copyOf(places)));
  }

  public long assets() {
    return assets;
  }

  public long labels() {
    return labels;
  }

  public List<Left> left() {
    return List.copyOf(left.values());
  }
}
