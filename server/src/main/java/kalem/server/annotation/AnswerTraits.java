package kalem.server.annotation;

/**
 * What the stored text of an answer may hold. What is false here need not be looked for in the
 * text.
 *
 * @param segmentations tool objects that are segmentations
 * @param pdfAreas tool objects in a PDF, which may carry an image
 * @param keyFrames key frames of objects that are seen on the frames between as well
 */
record AnswerTraits(boolean segmentations, boolean pdfAreas, boolean keyFrames) {
  static final AnswerTraits NONE = new AnswerTraits(false, false, false);
}
