/** JSON text exactly as an export contains it: compact, numbers the way JavaScript prints them. */
@NullMarked
package kalem.annotation.json;

import org.jspecify.annotations.NullMarked;
