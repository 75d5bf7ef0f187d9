package kalem.server.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One bucket, or one folder that takes the place of one. */
public interface StorageBucket {
  /** The objects in it. */
  ObjectStore objects();

  /**
   * A link that works without signing in and that browsers save as a file.
   *
   * @param life storages may end it earlier
   */
  String download(ObjectKey key, Duration life, String fileName);

  /** A link that works without signing in and that browsers show. */
  String read(ObjectKey key, Duration life);

  /**
   * What lies directly below a folder.
   *
   * @param folder ends in a slash; empty: the top
   * @param after where an earlier list ended
   * @throws IOException in the storage's own words
   */
  Listing list(String folder, Optional<String> after, int most) throws IOException;

  /**
   * A part of a folder's content.
   *
   * @param folders their whole paths, each ending in a slash
   * @param next where to go on; empty at the end
   */
  record Listing(List<StoredObject> files, List<String> folders, Optional<String> next) {
    public Listing {
      files = List.copyOf(files);
      folders = List.copyOf(folders);
    }
  }
}
