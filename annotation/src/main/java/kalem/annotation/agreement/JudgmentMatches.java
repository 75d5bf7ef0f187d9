package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All judgments of a task, each two of them compared.
 *
 * @param comparisons of each judgment with those after it
 */
record JudgmentMatches(List<Labeling> labelings, List<List<PairComparison>> comparisons) {
  /** A label of a judgment and its place among those of its class. */
  record Place(int judgment, int label) {}

  int total() {
    return labelings.size();
  }

  /** The classes that any judgment has labels of, in the order of the schema. */
  List<String> schemaIds() {
    return labelings.getFirst().schemaIds().stream()
        .filter(each -> labelings.stream().anyMatch(labeling -> !labeling.of(each).isEmpty()))
        .toList();
  }

  Label label(String schemaId, Place place) {
    return labelings.get(place.judgment).of(schemaId).get(place.label);
  }

  /** The comparison of two different judgments, the earlier one first. */
  PairComparison between(int one, int other) {
    int first = Math.min(one, other);
    return comparisons.get(first).get(Math.max(one, other) - first - 1);
  }

  /** The match of a label in another judgment. */
  Optional<MatchedPair> match(String schemaId, Place place, int judgment) {
    PairComparison comparison = between(place.judgment, judgment);
    return place.judgment < judgment
        ? comparison.ofOne(schemaId, place.label)
        : comparison.ofOther(schemaId, place.label);
  }

  /** The share of judgments that have no label of a class. */
  double shareWithout(String schemaId) {
    long without = labelings.stream().filter(each -> each.of(schemaId).isEmpty()).count();
    return (double) without / total();
  }

  /** All labels of a class, judgment by judgment. */
  List<Place> places(String schemaId) {
    List<Place> places = new ArrayList<>();
    for (int judgment = 0; judgment < total(); judgment++) {
      for (int label = 0; label < labelings.get(judgment).of(schemaId).size(); label++) {
        places.add(new Place(judgment, label));
      }
    }
    return places;
  }
}
