/**
 * Objects that move: key frames, the shapes between them and the answers that hold for a while. The
 * rules are those of editors section 6.6; the web editor computes the same numbers to the last
 * digit, so every sum here has its twin there, in the same order.
 */
@NullMarked
package kalem.annotation.video;

import org.jspecify.annotations.NullMarked;
