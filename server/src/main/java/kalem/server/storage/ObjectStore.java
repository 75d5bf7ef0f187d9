package kalem.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps files by key. Content is always streamed. An object appears whole or not at all: readers
 * never see half of one, and a write that breaks off leaves what was there before.
 */
public interface ObjectStore {

  /** An object being written; nothing is kept unless {@link #complete} was called. */
  interface Upload extends AutoCloseable {
    /** Takes the content; closing it is not needed. */
    OutputStream content();

    /** Makes the object visible under its key, replacing an earlier one; durable on return. */
    StoredObject complete() throws IOException;

    /** Discards what was written, unless it was completed. */
    @Override
    void close() throws IOException;
  }

  Upload begin(ObjectKey key) throws IOException;

  /**
   * Discards what earlier uploads to this key, broken off by a crash, may have left where nobody
   * sees it. Only for keys that one writer alone uses.
   */
  default void discardUnfinished(ObjectKey key) throws IOException {}

  /** Discards unfinished uploads that are older than any upload lasts: a crash left them. */
  default void discardUnfinished(Duration age) throws IOException {}

  /** Writes a whole stream, of whatever length. */
  default StoredObject put(ObjectKey key, InputStream content) throws IOException {
    try (Upload upload = begin(key)) {
      content.transferTo(upload.content());
      return upload.complete();
    }
  }

  /** Empty when there is no such object. */
  Optional<StoredObject> head(ObjectKey key) throws IOException;

  /**
   * Reads a part of an object; the stream ends early where the object does.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such object
   */
  InputStream open(ObjectKey key, long offset, long length) throws IOException;

  /** Reads a whole object. */
  default InputStream open(ObjectKey key) throws IOException {
    return open(key, 0, Long.MAX_VALUE);
  }

  /** Deletes an object; whether there was one. */
  boolean delete(ObjectKey key) throws IOException;
}
