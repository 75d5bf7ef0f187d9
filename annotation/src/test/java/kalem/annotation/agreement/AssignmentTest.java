package kalem.annotation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
  private static double total(List<MatchedPair> pairs) {
    return pairs.stream().mapToDouble(MatchedPair::similarity).sum();
  }

  /** The nearest for each in turn would give 0.9 + 0.1; the best is 0.8 + 0.8. */
  @Test
  void theTotalCountsAndNotTheBestSinglePair() {
    List<MatchedPair> pairs =
        List.of(
            new MatchedPair(0, 0, 0.9),
            new MatchedPair(0, 1, 0.8),
            new MatchedPair(1, 0, 0.8),
            new MatchedPair(1, 1, 0.1));
    assertThat(Assignment.best(2, 2, pairs))
        .containsExactly(new MatchedPair(0, 1, 0.8), new MatchedPair(1, 0, 0.8));
  }

  @Test
  void whatHasNoPossiblePartnerStaysAlone() {
    List<MatchedPair> pairs = List.of(new MatchedPair(2, 0, 0.3));
    assertThat(Assignment.best(3, 2, pairs)).isEqualTo(pairs);
    assertThat(Assignment.best(0, 2, List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothingIsBetter(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      int rows = random.nextInt(7);
      int columns = random.nextInt(7);
      double[][] similarities = new double[rows][columns];
      List<MatchedPair> pairs = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          if (random.nextInt(3) > 0) {
            // Whole tenths make ties.
            similarities[i][j] =
                random.nextBoolean() ? (1 + random.nextInt(10)) / 10.0 : random.nextDouble();
            pairs.add(new MatchedPair(i, j, similarities[i][j]));
          }
        }
      }
      List<MatchedPair> best = Assignment.best(rows, columns, pairs);
      assertThat(total(best)).isCloseTo(brute(similarities, columns, 0, 0), within(1e-9));
      assertThat(pairs).containsAll(best);
      Set<Integer> usedRows = new HashSet<>();
      Set<Integer> usedColumns = new HashSet<>();
      best.forEach(pair -> assertThat(usedRows.add(pair.one())).isTrue());
      best.forEach(pair -> assertThat(usedColumns.add(pair.other())).isTrue());
    }
  }

  /** The greatest total of all assignments of the rows from one on. */
  private static double brute(double[][] similarities, int columns, int row, int used) {
    if (row == similarities.length) {
      return 0;
    }
    double best = brute(similarities, columns, row + 1, used);
    for (int j = 0; j < columns; j++) {
      if ((used & 1 << j) == 0) {
        double rest = brute(similarities, columns, row + 1, used | 1 << j);
        best = Math.max(best, similarities[row][j] + rest);
      }
    }
    return best;
  }

  @Test
  void aThousandThatAllOverlapAreAssigned() {
    RandomGenerator random = new SplittableRandom(5);
    List<MatchedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      for (int j = 0; j < 1000; j++) {
        pairs.add(new MatchedPair(i, j, 0.01 + 0.99 * random.nextDouble()));
      }
    }
    long before = System.nanoTime();
    assertThat(Assignment.best(1000, 1000, pairs)).hasSize(1000);
    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
  }
}
