package kalem.server.importing.labels;

import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.PackedAnswer;

/**
 * Labels that a locked task is to have.
 *
 * @param answer all of them
 */
record ToStore(Target target, PackedAnswer answer, MaskKeys masks) {}
