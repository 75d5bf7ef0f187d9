/** What every feature may use: ids, errors, paging, JSON. Knows no feature and no framework. */
@NullMarked
package kalem.server.kernel;

import org.jspecify.annotations.NullMarked;
