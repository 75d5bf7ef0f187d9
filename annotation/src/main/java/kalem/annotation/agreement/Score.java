package kalem.annotation.agreement;

import java.util.List;

/** Shares as the whole numbers that are shown. */
final class Score {
  /** Sums of thirds and the like fall short of whole percents by less than this. */
  private static final double SLACK = 1e-9;

  private Score() {}

  /** 0 to 100, rounded down. */
  static int percent(double share) {
    return Math.clamp((long) Math.floor(share * 100 + SLACK), 0, 100);
  }

  /** The mean of the shares, rounded down once; 100 when there is nothing to disagree on. */
  static int ofShares(List<ClassScore> classes) {
    return percent(classes.stream().mapToDouble(ClassScore::share).average().orElse(1));
  }

  /** The mean of the scores as shown, rounded down; 100 when there is nothing to disagree on. */
  static int ofScores(List<ClassScore> classes) {
    return (int)
        Math.floor(classes.stream().mapToInt(ClassScore::score).average().orElse(100) + SLACK);
  }
}
