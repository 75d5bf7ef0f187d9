package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The one-to-one assignment with the greatest total similarity: the Hungarian method on the pairs
 * that are possible at all. Each row looks for the shortest alternating path to a free column, so n
 * rows with e possible pairs cost at most n e log e steps, O(n^3 log n) when everything overlaps
 * everything; a row whose neighbours are free ends after its own pairs.
 */
final class Assignment {
  private static final int NONE = -1;

  private final List<List<MatchedPair>> pairsOfRow = new ArrayList<>();
  private final int columns;
  private final double[] rowPrice;
  private final double[] columnPrice;
  private final int[] rowOf;
  private final int[] columnOf;
  private final double[] distance;
  private final int[] cameFrom;

  private Assignment(int rows, int columns, List<MatchedPair> pairs) {
    for (int i = 0; i < rows; i++) {
      pairsOfRow.add(new ArrayList<>());
    }
    pairs.forEach(pair -> pairsOfRow.get(pair.one()).add(pair));
    this.columns = columns;
    this.rowPrice = new double[rows];
    this.columnPrice = new double[columns + rows];
    this.rowOf = new int[columns + rows];
    this.columnOf = new int[rows];
    this.distance = new double[columns + rows];
    this.cameFrom = new int[columns + rows];
    Arrays.fill(rowOf, NONE);
    Arrays.fill(columnOf, NONE);
  }

  /**
   * The chosen ones of the pairs, by rising row.
   *
   * @param pairs with similarities above 0; what is not listed is no match
   */
  static List<MatchedPair> best(int rows, int columns, List<MatchedPair> pairs) {
    Assignment assignment = new Assignment(rows, columns, pairs);
    for (int row = 0; row < rows; row++) {
      assignment.place(row);
    }
    return assignment.chosen();
  }

  private List<MatchedPair> chosen() {
    List<MatchedPair> chosen = new ArrayList<>();
    for (int row = 0; row < columnOf.length; row++) {
      for (MatchedPair pair : pairsOfRow.get(row)) {
        if (pair.other() == columnOf[row]) {
          chosen.add(pair);
        }
      }
    }
    return chosen;
  }

  /** Dijkstra over what is left of the costs after the prices, then the path is turned round. */
  private void place(int start) {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    PriorityQueue<Reached> reached =
        new PriorityQueue<>(
            Comparator.comparingDouble(Reached::distance).thenComparingInt(Reached::column));
    List<Integer> settled = new ArrayList<>();
    boolean[] isSettled = new boolean[distance.length];
    reach(start, 0, reached);
    int column = next(reached, isSettled);
    while (rowOf[column] != NONE) {
      settled.add(column);
      isSettled[column] = true;
      reach(rowOf[column], distance[column], reached);
      column = next(reached, isSettled);
    }
    double length = distance[column];
    rowPrice[start] += length;
    for (int each : settled) {
      rowPrice[rowOf[each]] += length - distance[each];
      columnPrice[each] -= length - distance[each];
    }
    turnRound(start, column);
  }

  private static int next(PriorityQueue<Reached> reached, boolean[] isSettled) {
    int column = reached.remove().column;
    while (isSettled[column]) {
      column = reached.remove().column;
    }
    return column;
  }

  private void reach(int row, double base, PriorityQueue<Reached> reached) {
    for (MatchedPair pair : pairsOfRow.get(row)) {
      reach(row, pair.other(), base, 1 - pair.similarity(), reached);
    }
    // Every row has a column of its own for staying without a match.
    reach(row, columns + row, base, 1, reached);
  }

  private void reach(
      int row, int column, double base, double cost, PriorityQueue<Reached> reached) {
    double total = base + Math.max(0, cost - rowPrice[row] - columnPrice[column]);
    if (total < distance[column]) {
      distance[column] = total;
      cameFrom[column] = row;
      reached.add(new Reached(column, total));
    }
  }

  private void turnRound(int start, int free) {
    int column = free;
    int row;
    do {
      row = cameFrom[column];
      int before = columnOf[row];
      columnOf[row] = column;
      rowOf[column] = row;
      column = before;
    } while (row != start);
  }

  private record Reached(int column, double distance) {}
}
