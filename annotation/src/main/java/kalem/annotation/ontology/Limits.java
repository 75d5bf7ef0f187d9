package kalem.annotation.ontology;

import java.util.OptionalInt;

/**
 * The least and most of something; either may be open.
 *
 * @param least inclusive
 * @param most inclusive
 */
public record Limits(OptionalInt least, OptionalInt most) {
  public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());

  public boolean allow(int count) {
    return count >= least.orElse(Integer.MIN_VALUE) && count <= most.orElse(Integer.MAX_VALUE);
  }
}
