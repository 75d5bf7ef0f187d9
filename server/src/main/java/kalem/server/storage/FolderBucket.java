package kalem.server.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A folder in the place of a bucket. Its files are given out by the hub itself. */
final class FolderBucket implements StorageBucket {
  private final LocalObjectStore objects;
  private final SignedLinks links;
  private final String linkPrefix;

  /**
   * @param linkPrefix goes before a key in the hub's own links to it
   */
  FolderBucket(LocalObjectStore objects, SignedLinks links, String linkPrefix) {
    this.objects = objects;
    this.links = links;
    this.linkPrefix = linkPrefix;
  }

  @Override
  public ObjectStore objects() {
    return objects;
  }

  @Override
  public String download(ObjectKey key, Duration life, String fileName) {
    return links.download(linked(key), life, fileName);
  }

  @Override
  public String read(ObjectKey key, Duration life) {
    return links.read(linked(key), life);
  }

  private ObjectKey linked(ObjectKey key) {
    return new ObjectKey(linkPrefix + key.value());
  }

  @Override
  public Listing list(String folder, Optional<String> after, int most) throws IOException {
    return objects.list(folder, after, most);
  }
}
