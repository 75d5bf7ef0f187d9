package kalem.annotation.answer;

import kalem.annotation.ProblemCode;

/** An answer as it was understood. */
sealed interface AnswerReading {
  record Value(AnswerValue value) implements AnswerReading {}

  /** Empty: the question is not answered. */
  record Nothing() implements AnswerReading {}

  record Fault(ProblemCode code, String message) implements AnswerReading {}
}
