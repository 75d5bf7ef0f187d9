package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleBiFunction;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;

/**
 * Compares relations by the things they tie together. Only relations with at least one end in
 * common are compared.
 */
final class RelationComparison {
  private final Counterparts counterparts;

  RelationComparison(Counterparts counterparts) {
    this.counterparts = counterparts;
  }

  /**
   * All pairs of relations that are alike.
   *
   * @param nested the factor of the nested answers
   */
  List<MatchedPair> pairs(
      List<Relation> one, List<Relation> other, ToDoubleBiFunction<Relation, Relation> nested) {
    Map<String, Set<Integer>> byEnd = new HashMap<>();
    for (int j = 0; j < other.size(); j++) {
      for (String end : other.get(j).link().ends()) {
        byEnd.computeIfAbsent(end, _ -> new HashSet<>()).add(j);
      }
    }
    List<MatchedPair> pairs = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      Set<Integer> partners = new TreeSet<>();
      for (String end : one.get(i).link().ends()) {
        counterparts.of(end).ifPresent(same -> partners.addAll(byEnd.getOrDefault(same, Set.of())));
      }
      for (int j : partners) {
        double similarity = similarity(one.get(i).link(), other.get(j).link());
        if (similarity > 0) {
          similarity *= nested.applyAsDouble(one.get(i), other.get(j));
        }
        if (similarity > 0) {
          pairs.add(new MatchedPair(i, j, similarity));
        }
      }
    }
    return pairs;
  }

  private double similarity(Link one, Link other) {
    return switch (one) {
      case Link.Single here when other instanceof Link.Single there -> single(here, there);
      case Link.Group here when other instanceof Link.Group there ->
          jaccard(here.members(), there.members());
      case Link.OneToMany here when other instanceof Link.OneToMany there ->
          here.direction().equals(there.direction()) && isSame(here.from(), there.from())
              ? jaccard(here.members(), there.members())
              : 0;
      default -> 0;
    };
  }

  private double single(Link.Single one, Link.Single other) {
    boolean isSame = isSame(one.from(), other.from()) && isSame(one.to(), other.to());
    boolean isTurned =
        one.direction().equals("bidirectional")
            && isSame(one.from(), other.to())
            && isSame(one.to(), other.from());
    return one.direction().equals(other.direction()) && (isSame || isTurned) ? 1 : 0;
  }

  private boolean isSame(String one, String other) {
    return counterparts.of(one).filter(other::equals).isPresent();
  }

  private double jaccard(List<String> one, List<String> other) {
    Set<String> here = new HashSet<>(one);
    Set<String> there = new HashSet<>(other);
    Set<String> both = counterparts.of(here.stream());
    both.retainAll(there);
    int either = here.size() + there.size() - both.size();
    return either == 0 ? 1 : (double) both.size() / either;
  }
}
