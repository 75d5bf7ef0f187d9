package kalem.annotation.agreement;

/**
 * How labels of one class are compared.
 *
 * @param partialChoices sets of options share as much as they have in common, of what is in either;
 *     else only equal sets are alike
 * @param partialRanks rankings are alike by the share of pairs in the same order (Kendall); else
 *     only equal ones are
 * @param nested the similarity is multiplied by the mean of that of the nested answers
 */
public record ClassRule(
    boolean partialChoices, boolean partialRanks, TextMeasure text, boolean nested) {
  /** Equal answers only, nested ones do not count. */
  public static final ClassRule STRICT = new ClassRule(false, false, TextMeasure.EXACT, false);
}
