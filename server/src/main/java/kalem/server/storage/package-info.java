/**
 * Files: the object store and its keys, signed links, and the endpoints that serve and take files.
 * Whoever keeps a file stores its {@link kalem.server.storage.ObjectKey}; links are made anew
 * whenever one is shown.
 */
@NullMarked
package kalem.server.storage;

import org.jspecify.annotations.NullMarked;
