package kalem.annotation.agreement;

/**
 * The same thing in another judgment.
 *
 * @param judgment place of that judgment, from 0
 * @param objectId its id there; empty for pixels without an entry
 * @param similarity above 0, at most 1
 */
public record LabelMatch(int judgment, String objectId, double similarity) {}
