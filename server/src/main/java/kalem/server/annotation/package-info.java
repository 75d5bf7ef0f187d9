/**
 * Labels: finished answers, which never change, and drafts, which are saved object by object while
 * a person works. Uses task; moving tasks on is the workflow feature's part.
 */
@NullMarked
package kalem.server.annotation;

import org.jspecify.annotations.NullMarked;
