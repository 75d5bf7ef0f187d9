package kalem.annotation.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import kalem.annotation.geometry.Point;

/**
 * Which region of one shape becomes which of the other: those with the greatest overlap first, each
 * at most once (editors section 6.6, rule 13).
 *
 * @param partners for each region of the first shape its partner's place, or {@link #NONE}
 */
record RegionPairs(List<Integer> partners, List<Integer> unpaired) {
  static final int NONE = -1;

  /** Pairs regions, each given as the rings that bound it. */
  static RegionPairs of(List<List<List<Point>>> from, List<List<List<Point>>> to) {
    List<RegionRows> starts = from.stream().map(RegionRows::new).toList();
    List<RegionRows> ends = to.stream().map(RegionRows::new).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      for (int j = 0; j < ends.size(); j++) {
        double overlap = starts.get(i).overlap(ends.get(j));
        if (overlap > 0) {
          candidates.add(new Candidate(i, j, overlap));
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::overlap).reversed());
    int[] partners = new int[from.size()];
    Arrays.fill(partners, NONE);
    boolean[] isTaken = new boolean[to.size()];
    for (Candidate candidate : candidates) {
      if (partners[candidate.from] == NONE && !isTaken[candidate.to]) {
        partners[candidate.from] = candidate.to;
        isTaken[candidate.to] = true;
      }
    }
    List<Integer> unpaired = new ArrayList<>();
    for (int j = 0; j < isTaken.length; j++) {
      if (!isTaken[j]) {
        unpaired.add(j);
      }
    }
    return new RegionPairs(Arrays.stream(partners).boxed().toList(), unpaired);
  }

  /** Of equal overlaps the first one met counts, as sorting keeps their order. */
  private record Candidate(int from, int to, double overlap) {}
}
