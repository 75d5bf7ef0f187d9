package kalem.annotation.answer;

import java.util.OptionalInt;
import java.util.function.Predicate;
import kalem.annotation.ontology.SchemaClass;

/**
 * What the submit check must be told, as the answer does not hold it.
 *
 * @param fits whether a class can be used on the opened asset; what does not fit is not required
 * @param isPainted whether a brush or voxel brush class has a pixel of its own
 * @param pageTotal number of pages; without it a least number of objects per page is asked of pages
 *     with objects only
 */
public record SubmitFacts(
    Predicate<SchemaClass> fits, Predicate<SchemaClass> isPainted, OptionalInt pageTotal) {
  /** Every class fits; brush classes count as painted when there is a mask at all. */
  public static SubmitFacts ofMasks(boolean hasBrushMask, boolean hasVoxelMask) {
    return new SubmitFacts(
        each -> true,
        each ->
            switch (each.kind()) {
              case BRUSH -> hasBrushMask;
              case VOXEL_BRUSH -> hasVoxelMask;
              default -> false;
            },
        OptionalInt.empty());
  }

  public SubmitFacts fitting(Predicate<SchemaClass> changed) {
    return new SubmitFacts(changed, isPainted, pageTotal);
  }

  public SubmitFacts withPageTotal(int changed) {
    return new SubmitFacts(fits, isPainted, OptionalInt.of(changed));
  }
}
