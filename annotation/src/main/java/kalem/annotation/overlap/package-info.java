/** How much two labels agree, from 0 to 1 (workflow section 11.3). */
@NullMarked
package kalem.annotation.overlap;

import org.jspecify.annotations.NullMarked;
