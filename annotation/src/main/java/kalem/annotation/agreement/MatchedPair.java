package kalem.annotation.agreement;

/**
 * Two labels of one class that may be the same thing.
 *
 * @param one place of the label among those of its class in the first labeling
 * @param other in the second
 * @param similarity above 0, at most 1
 */
record MatchedPair(int one, int other, double similarity) {}
