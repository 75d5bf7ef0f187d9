package kalem.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kalem.server.kernel.KalemException;
import org.springframework.stereotype.Component;

/** Finds the store that holds the file which a link names. */
@Component
class FileStores {
  private final ObjectStore own;
  private final StorageTable storages;
  private final Folders folders;

  FileStores(ObjectStore own, StorageTable storages, Folders folders) {
    this.own = own;
    this.storages = storages;
    this.folders = folders;
  }

  /** A store and the file's key in it. */
  record Place(ObjectStore store, ObjectKey key) {}

  /**
   * @throws KalemException not found when the storage is gone
   */
  Place of(ObjectKey linked) throws IOException {
    List<String> segments = linked.segments();
    if (!segments.getFirst().equals(FileKeys.STORAGES) || segments.size() < 3) {
      return new Place(own, linked);
    }
    String id = segments.get(1);
    Path folder =
        storages
            .find(id)
            .map(Storage::place)
            .filter(Storage.Place.Folder.class::isInstance)
            .map(place -> ((Storage.Place.Folder) place).path())
            .orElseThrow(() -> KalemException.notFound("File", linked.fileName()));
    return new Place(
        folders.open(id, folder, "").objects(),
        new ObjectKey(String.join("/", segments.subList(2, segments.size()))));
  }
}
