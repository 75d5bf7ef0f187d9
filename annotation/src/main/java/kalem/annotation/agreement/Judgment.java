package kalem.annotation.agreement;

import java.util.Map;
import kalem.annotation.answer.Answer;

/**
 * How one person labeled the asset.
 *
 * @param masks what the brushes painted, as the answer does not hold it; an empty mask is none
 */
public record Judgment(Answer answer, Map<PaintedPlace, PaintedMask> masks) {
  public Judgment {
    masks = Map.copyOf(masks);
  }

  public static Judgment of(Answer answer) {
    return new Judgment(answer, Map.of());
  }
}
