package kalem.server.importing.labels;

import kalem.annotation.answer.Answer;
import kalem.server.annotation.MaskKeys;

/**
 * Labels that a locked task is to have.
 *
 * @param answer all of them
 */
record ToStore(Target target, Answer answer, MaskKeys masks) {}
