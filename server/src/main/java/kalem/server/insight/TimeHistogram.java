package kalem.server.insight;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kalem.server.insight.WorkStore.TimeStep;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks took, in milliseconds. The average is exact; the median is the middle of a step of
 * 4.4 %, so at most half of that off.
 *
 * @param buckets doubling from one second on, those before the first and after the last task left
 *     out
 */
record TimeHistogram(@Nullable Long average, @Nullable Long median, List<Bucket> buckets) {
  private static final int STEPS_PER_DOUBLING = 16;
  private static final long FIRST = 1000;

  /** Tasks that took from a time on until less than another. */
  record Bucket(long from, long to, long count) {}

  static TimeHistogram of(List<TimeStep> steps) {
    long count = steps.stream().mapToLong(TimeStep::count).sum();
    if (count == 0) {
      return new TimeHistogram(null, null, List.of());
    }
    long active = steps.stream().mapToLong(TimeStep::active).sum();
    TreeMap<Integer, Long> doublings = new TreeMap<>();
    steps.forEach(step -> doublings.merge(doubling(step.step()), step.count(), Long::sum));
    List<Bucket> buckets =
        IntStream.rangeClosed(doublings.firstKey(), doublings.lastKey())
            .mapToObj(
                each -> new Bucket(start(each), start(each + 1), doublings.getOrDefault(each, 0L)))
            .toList();
    return new TimeHistogram(Math.round((double) active / count), median(steps, count), buckets);
  }

  private static long median(List<TimeStep> steps, long count) {
    long before = 0;
    for (TimeStep step : steps) {
      before += step.count();
      if (before * 2 >= count) {
        return step.step() == 0
            ? step.active() / Math.max(1, step.count())
            : Math.round(FIRST * Math.pow(2, (step.step() - 0.5) / STEPS_PER_DOUBLING));
      }
    }
    throw new IllegalStateException("The steps hold fewer tasks than counted");
  }

  /** 0 below the first second, 1 from there to two seconds and so on. */
  private static int doubling(int step) {
    return step == 0 ? 0 : 1 + (step - 1) / STEPS_PER_DOUBLING;
  }

  private static long start(int doubling) {
    return doubling == 0 ? 0 : FIRST << (doubling - 1);
  }
}
