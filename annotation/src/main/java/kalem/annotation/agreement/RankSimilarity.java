package kalem.annotation.agreement;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kendall's measure of two rankings, from 0 (one is the other backwards) to 1: the share of pairs
 * in the same order. What a ranking leaves out comes behind all it holds, in no order; a pair that
 * only one of them orders counts half.
 */
final class RankSimilarity {
  private RankSimilarity() {}

  static double of(List<String> one, List<String> other) {
    Set<String> ranked = new LinkedHashSet<>(one);
    ranked.addAll(other);
    Map<String, Integer> here = places(one);
    Map<String, Integer> there = places(other);
    String[] items = ranked.toArray(String[]::new);
    double same = 0;
    int pairs = 0;
    for (int i = 0; i < items.length; i++) {
      for (int j = i + 1; j < items.length; j++) {
        int order = order(here, items[i], items[j]) * order(there, items[i], items[j]);
        same += (order + 1) / 2.0;
        pairs++;
      }
    }
    if (pairs == 0) {
      return one.equals(other) ? 1 : 0;
    }
    return same / pairs;
  }

  private static Map<String, Integer> places(List<String> ranking) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < ranking.size(); i++) {
      places.putIfAbsent(ranking.get(i), i);
    }
    return places;
  }

  private static int order(Map<String, Integer> places, String first, String second) {
    return Integer.compare(
        places.getOrDefault(first, Integer.MAX_VALUE),
        places.getOrDefault(second, Integer.MAX_VALUE));
  }
}
