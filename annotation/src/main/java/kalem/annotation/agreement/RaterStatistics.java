package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Agreement of several people on categories beyond what chance would give: 1 is full agreement, 0
 * that of chance. Empty where a measure says nothing: without items, or when everybody always chose
 * the same category. For both kappas no answer is a category of its own; alpha leaves it out.
 *
 * @param cohen Cohen's kappa; only of two people
 * @param fleiss Fleiss' kappa; only where all items were put to the same number of people, two at
 *     least
 * @param alpha Krippendorff's alpha for nominal categories
 */
public record RaterStatistics(OptionalDouble cohen, OptionalDouble fleiss, OptionalDouble alpha) {

  /** The statistics of a question. */
  public static RaterStatistics of(List<RatedItem> items) {
    return new RaterStatistics(cohen(items), fleiss(items), alpha(items));
  }

  private static OptionalDouble beyondChance(double observed, double expected) {
    return expected < 1
        ? OptionalDouble.of((observed - expected) / (1 - expected))
        : OptionalDouble.empty();
  }

  private static boolean areRatedBy(List<RatedItem> items, int people) {
    return !items.isEmpty() && items.stream().allMatch(each -> each.categories().size() == people);
  }

  private static OptionalDouble cohen(List<RatedItem> items) {
    if (!areRatedBy(items, 2)) {
      return OptionalDouble.empty();
    }
    Map<Optional<String>, Integer> one = new HashMap<>();
    Map<Optional<String>, Integer> other = new HashMap<>();
    int same = 0;
    for (RatedItem item : items) {
      Optional<String> first = item.categories().getFirst();
      Optional<String> second = item.categories().getLast();
      one.merge(first, 1, Integer::sum);
      other.merge(second, 1, Integer::sum);
      same += first.equals(second) ? 1 : 0;
    }
    double total = items.size();
    double expected = 0;
    for (Map.Entry<Optional<String>, Integer> each : one.entrySet()) {
      expected += each.getValue() / total * (other.getOrDefault(each.getKey(), 0) / total);
    }
    return beyondChance(same / total, expected);
  }

  private static OptionalDouble fleiss(List<RatedItem> items) {
    int people = items.isEmpty() ? 0 : items.getFirst().categories().size();
    if (people < 2 || !areRatedBy(items, people)) {
      return OptionalDouble.empty();
    }
    Map<Optional<String>, Integer> totals = new HashMap<>();
    double observed = 0;
    for (RatedItem item : items) {
      Map<Optional<String>, Integer> counts = counts(item.categories());
      counts.forEach((category, count) -> totals.merge(category, count, Integer::sum));
      observed += sameOrderedPairs(counts) / (people * (people - 1.0));
    }
    double ratings = (double) items.size() * people;
    double expected =
        totals.values().stream().mapToDouble(count -> count / ratings * (count / ratings)).sum();
    return beyondChance(observed / items.size(), expected);
  }

  private static <T> Map<T, Integer> counts(List<T> ratings) {
    Map<T, Integer> counts = new HashMap<>();
    ratings.forEach(each -> counts.merge(each, 1, Integer::sum));
    return counts;
  }

  private static double sameOrderedPairs(Map<?, Integer> counts) {
    return counts.values().stream().mapToDouble(count -> count * (count - 1.0)).sum();
  }

  /** By the matrix of coincidences; an item that only one person answered says nothing. */
  private static OptionalDouble alpha(List<RatedItem> items) {
    Map<String, Integer> totals = new HashMap<>();
    double same = 0;
    double all = 0;
    for (RatedItem item : items) {
      List<String> given = new ArrayList<>();
      item.categories().forEach(each -> each.ifPresent(given::add));
      if (given.size() >= 2) {
        Map<String, Integer> counts = counts(given);
        counts.forEach((category, count) -> totals.merge(category, count, Integer::sum));
        same += sameOrderedPairs(counts) / (given.size() - 1);
        all += given.size();
      }
    }
    return all == 0
        ? OptionalDouble.empty()
        : beyondChance(same / all, sameOrderedPairs(totals) / (all * (all - 1)));
  }
}
