package kalem.annotation.agreement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which entries of two labelings are the same thing, by their object ids. */
final class Counterparts {
  private static final double LEAST_SIMILARITY = 0.5;

  private final Map<String, String> ofOne = new HashMap<>();

  /** Remembers a match that is good enough for relations to end in it. */
  void add(String one, String other, double similarity) {
    if (similarity >= LEAST_SIMILARITY && !one.isEmpty() && !other.isEmpty()) {
      ofOne.put(one, other);
    }
  }

  Optional<String> of(String one) {
    return Optional.ofNullable(ofOne.get(one));
  }

  /** The counterpart, or for something without one a text that is no id. */
  String orNone(String one) {
    return ofOne.getOrDefault(one, "\0" + one);
  }

  Set<String> of(Stream<String> ones) {
    return ones.flatMap(each -> of(each).stream()).collect(Collectors.toSet());
  }
}
