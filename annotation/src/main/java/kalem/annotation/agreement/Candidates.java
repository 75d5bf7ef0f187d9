package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kalem.annotation.geometry.Angle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Message;
import kalem.annotation.geometry.PdfArea;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.Spline;
import kalem.annotation.geometry.Verbatim;
import kalem.annotation.geometry.VolumeLine;

/**
 * Finds the pairs of shapes that can be alike at all: those whose extents meet. Two lists of n and
 * m shapes cost (n + m) log (n + m) steps and one for each pair that overlaps from left to right.
 * Where more pairs meet than the limit, each shape keeps only those partners whose extents are most
 * like its own, so a comparison never looks closely at more than twice the limit.
 */
final class Candidates {
  /** A thousand objects that all overlap are still compared each with each. */
  static final int MOST_PAIRS = 1_000_000;

  private final List<Extent> one;
  private final List<Extent> other;
  private final int limit;

  private Candidates(List<Extent> one, List<Extent> other, int limit) {
    this.one = one;
    this.other = other;
    this.limit = limit;
  }

  /** A pair of places. */
  record Pair(int one, int other) {}

  /**
   * The pairs worth a look.
   *
   * @param margin how far apart points and lines may be and still be alike
   */
  static List<Pair> of(List<Geometry> one, List<Geometry> other, double margin) {
    return of(one, other, margin, MOST_PAIRS);
  }

  static List<Pair> of(List<Geometry> one, List<Geometry> other, double margin, int limit) {
    Map<Object, List<Integer>> groups = groups(one);
    Map<Object, List<Integer>> otherGroups = groups(other);
    List<Pair> pairs = new ArrayList<>();
    groups.forEach(
        (key, places) -> {
          List<Integer> otherPlaces = otherGroups.getOrDefault(key, List.of());
          Candidates candidates =
              new Candidates(
                  extents(one, places, margin / 2), extents(other, otherPlaces, margin / 2), limit);
          for (Pair pair : candidates.limited()) {
            pairs.add(new Pair(places.get(pair.one), otherPlaces.get(pair.other)));
          }
        });
    return pairs;
  }

  /** Only shapes on one PDF page, one message or one text kept word for word can be alike. */
  private static Map<Object, List<Integer>> groups(List<Geometry> shapes) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      Object key =
          switch (shapes.get(i)) {
            case PdfArea area -> area.pageNumber();
            case Message message -> message.id();
            case Verbatim verbatim -> verbatim;
            case Geometry _ -> Candidates.class;
          };
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  private static List<Extent> extents(List<Geometry> shapes, List<Integer> places, double margin) {
    return places.stream().map(place -> extent(shapes.get(place), margin)).toList();
  }

  /** Points and lines need not meet to be alike. */
  private static Extent extent(Geometry shape, double margin) {
    return switch (shape) {
      case Point _, Polyline _, Spline _, VolumeLine _, Angle _ -> Extent.of(shape).widened(margin);
      default -> Extent.of(shape);
    };
  }

  private List<Pair> limited() {
    List<Pair> pairs = new ArrayList<>();
    meeting((i, j) -> pairs.size() <= limit && pairs.add(new Pair(i, j)));
    return pairs.size() <= limit ? pairs : mostAlike();
  }

  private List<Pair> mostAlike() {
    int each = Math.max(1, limit / Math.max(1, Math.max(one.size(), other.size())));
    Map<Integer, Nearest> ofOne = new HashMap<>();
    Map<Integer, Nearest> ofOther = new HashMap<>();
    meeting(
        (i, j) -> {
          double share = one.get(i).share(other.get(j));
          ofOne.computeIfAbsent(i, _ -> new Nearest(each)).add(j, Math.abs(i - j), share);
          ofOther.computeIfAbsent(j, _ -> new Nearest(each)).add(i, Math.abs(i - j), share);
          return true;
        });
    Set<Pair> kept = new HashSet<>();
    ofOne.forEach((i, nearest) -> nearest.best().forEach(j -> kept.add(new Pair(i, j))));
    ofOther.forEach((j, nearest) -> nearest.best().forEach(i -> kept.add(new Pair(i, j))));
    return kept.stream()
        .sorted(Comparator.comparingInt(Pair::one).thenComparingInt(Pair::other))
        .toList();
  }

  private interface Visitor {
    /** Whether to go on. */
    boolean visit(int one, int other);
  }

  /** Both lists from left to right; what ends before the present left edge is passed. */
  private void meeting(Visitor visitor) {
    List<Integer> left = byLeftEdge(one);
    List<Integer> right = byLeftEdge(other);
    List<Integer> open = new ArrayList<>();
    List<Integer> otherOpen = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      boolean isOne =
          j == right.size()
              || (i < left.size() && one.get(left.get(i)).left() <= other.get(right.get(j)).left());
      int place = isOne ? left.get(i++) : right.get(j++);
      Extent extent = (isOne ? one : other).get(place);
      List<Extent> partners = isOne ? other : one;
      List<Integer> openPartners = isOne ? otherOpen : open;
      openPartners.removeIf(each -> partners.get(each).right() < extent.left());
      for (int partner : openPartners) {
        boolean goesOn =
            !extent.meets(partners.get(partner))
                || visitor.visit(isOne ? place : partner, isOne ? partner : place);
        if (!goesOn) {
          return;
        }
      }
      (isOne ? open : otherOpen).add(place);
    }
  }

  private static List<Integer> byLeftEdge(List<Extent> extents) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < extents.size(); i++) {
      places.add(i);
    }
    places.sort(Comparator.comparingDouble(place -> extents.get(place).left()));
    return places;
  }
}
