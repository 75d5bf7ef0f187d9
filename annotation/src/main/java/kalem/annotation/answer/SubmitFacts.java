package kalem.annotation.answer;

import java.util.function.Predicate;
import kalem.annotation.ontology.SchemaClass;

/**
 * What the submit check must be told, as the answer does not hold it.
 *
 * @param fits whether a class can be used on the opened asset; what does not fit is not required
 * @param isPainted whether a brush or voxel brush class has a pixel of its own
 */
public record SubmitFacts(Predicate<SchemaClass> fits, Predicate<SchemaClass> isPainted) {
  /** Every class fits; brush classes count as painted when there is a mask at all. */
  public static SubmitFacts ofMasks(boolean hasBrushMask, boolean hasVoxelMask) {
    return new SubmitFacts(
        each -> true,
        each ->
            switch (each.kind()) {
              case BRUSH -> hasBrushMask;
              case VOXEL_BRUSH -> hasVoxelMask;
              default -> false;
            });
  }

  public SubmitFacts fitting(Predicate<SchemaClass> changed) {
    return new SubmitFacts(changed, isPainted);
  }
}
