package kalem.annotation.agreement;

import java.util.List;
import java.util.OptionalInt;

/**
 * Why one label scores as it does (workflow section 11.2).
 *
 * @param objectId empty for pixels without an entry; for several answers to a question the first
 * @param page from 0; empty for tracks, and where the label names none
 * @param support 0 to 1: itself and its matches, of the number of judgments
 * @param matches one at most in each other judgment, by rising place
 */
public record LabelSupport(
    String schemaId, String objectId, OptionalInt page, double support, List<LabelMatch> matches) {
  public LabelSupport {
    matches = List.copyOf(matches);
  }
}
