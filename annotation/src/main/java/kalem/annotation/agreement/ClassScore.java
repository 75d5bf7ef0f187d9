package kalem.annotation.agreement;

/**
 * How likely the labels of one class are the right ones: an entry of {@code consensusDetailed}, or
 * a class of a benchmark score.
 *
 * @param tool the kind of the class, such as {@code bounding-box}
 * @param share 0 to 1
 */
public record ClassScore(String schemaId, String title, String tool, double share) {
  /** 0 to 100, rounded down. */
  public int score() {
    return Score.percent(share);
  }
}
