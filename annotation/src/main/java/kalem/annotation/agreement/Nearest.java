package kalem.annotation.agreement;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** The few best partners of a shape among many that come by. */
final class Nearest {
  private final int most;

  /** Worst first; of equally good ones those at about the same place of their list are better. */
  private final PriorityQueue<Partner> partners =
      new PriorityQueue<>(
          Comparator.comparingDouble(Partner::share)
              .thenComparing(Comparator.comparingInt(Partner::apart).reversed())
              .thenComparing(Comparator.comparingInt(Partner::place).reversed()));

  Nearest(int most) {
    this.most = most;
  }

  void add(int place, int apart, double share) {
    partners.add(new Partner(place, apart, share));
    if (partners.size() > most) {
      partners.remove();
    }
  }

  Stream<Integer> best() {
    return partners.stream().map(Partner::place);
  }

  private record Partner(int place, int apart, double share) {}
}
