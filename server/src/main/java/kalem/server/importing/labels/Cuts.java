package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts what is too much for one time into groups of neighbors. */
final class Cuts {
  private Cuts() {}

  /**
   * The members in their order, in groups whose weights add up to no more than a limit. One that
   * weighs more is a group of its own.
   */
  static <T> List<List<T>> of(Collection<T> all, ToLongFunction<T> weight, long most) {
    List<List<T>> groups = new ArrayList<>();
    List<T> group = new ArrayList<>();
    long sum = 0;
    for (T each : all) {
      long added = weight.applyAsLong(each);
      if (!group.isEmpty() && sum + added > most) {
        groups.add(group);
        group = new ArrayList<>();
        sum = 0;
      }
      group.add(each);
      sum += added;
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }
}
