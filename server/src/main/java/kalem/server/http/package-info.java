/**
 * What all HTTP endpoints share: the envelope, the error body, who is calling and which action an
 * endpoint declares. Resources of the features use it; it knows none of them.
 */
@NullMarked
package kalem.server.http;

import org.jspecify.annotations.NullMarked;
