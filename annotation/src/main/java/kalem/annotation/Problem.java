package kalem.annotation;

/**
 * One fault or warning, with the place it was found.
 *
 * @param path JSON path from the root of the text that was checked, such as {@code
 *     [12].objects[3].polygon}
 * @param message one sentence that says what is wrong and what to do
 */
public record Problem(ProblemCode code, String path, String message) {}
