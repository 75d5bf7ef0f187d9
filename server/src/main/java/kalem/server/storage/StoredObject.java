package kalem.server.storage;

import java.time.Instant;

/**
 * What the store knows of an object.
 *
 * @param tag changes whenever the content does; letters, digits and dashes
 */
public record StoredObject(ObjectKey key, long size, Instant modifiedAt, String tag) {}
