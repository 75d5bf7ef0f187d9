package kalem.annotation.video;

import kalem.annotation.answer.ClassificationAnswer;

/** A frame-specific answer and where it holds. */
public record AnswerSpan(ClassificationAnswer answer, FrameRange frames) {}
