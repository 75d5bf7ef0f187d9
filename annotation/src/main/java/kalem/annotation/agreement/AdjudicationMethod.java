package kalem.annotation.agreement;

import java.util.Optional;

/** How the judgments of a Consensus stage become one answer (workflow section 4.10). */
public enum AdjudicationMethod {
  /** The whole judgment with the highest score; of equal ones the earliest. */
  BEST,
  /** The task as it entered the stage. */
  NONE,
  /** Every label with a support above one half; of those that are one thing the best supported. */
  MAJORITY,
  /** Every label; those with a similarity of at least one half are one, sets of options united. */
  MERGE,
  /** Labels that all judgments have with a similarity of at least one half; equal answers. */
  INTERSECTION,
  /** The judgment submitted last. */
  LAST;

  /** The method of this name in a stage; {@code union} is another word for {@code merge}. */
  public static Optional<AdjudicationMethod> ofKey(String key) {
    return switch (key) {
      case "best" -> Optional.of(BEST);
      case "none" -> Optional.of(NONE);
      case "majority" -> Optional.of(MAJORITY);
      case "merge", "union" -> Optional.of(MERGE);
      case "intersection" -> Optional.of(INTERSECTION);
      case "last" -> Optional.of(LAST);
      default -> Optional.empty();
    };
  }
}
