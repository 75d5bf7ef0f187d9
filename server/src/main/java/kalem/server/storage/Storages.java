package kalem.server.storage;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.StorageLocation;
import kalem.server.kernel.Timestamps;
import kalem.server.storage.Storage.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The storages of organizations (data.md 16). The feature's public door for them. */
@Service
public class Storages {
  private final StorageTable storages;
  private final S3 s3;
  private final Folders folders;
  private final List<StorageUsers> users;
  private final Ids ids;
  private final InstantSource clock;

  Storages(
      StorageTable storages,
      S3 s3,
      Folders folders,
      List<StorageUsers> users,
      Ids ids,
      InstantSource clock) {
    this.storages = storages;
    this.s3 = s3;
    this.folders = folders;
    this.users = users;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The name of a storage; empty when the organization has no such storage.
   *
   * @param id may be any text
   */
  public Optional<String> name(String organizationId, String id) {
    return storages.find(organizationId, id).map(Storage::name);
  }

  /**
   * Opens a bucket of a storage; whoever names it is known to be allowed to.
   *
   * @param bucket name; empty for folders, or for the bucket that the storage names itself
   * @throws StorageRefusedException when the storage is gone or leads where it may not
   * @throws KalemException when a bucket must be named, or can not have this name
   */
  public StorageBucket bucket(String storageId, String bucket) throws IOException {
    Storage storage =
        storages
            .find(storageId)
            .orElseThrow(() -> new StorageRefusedException("The storage was removed"));
    return open(storage, bucket);
  }

  StorageBucket open(Storage storage, String bucket) throws IOException {
    return switch (storage.place()) {
      case Place.S3Account account -> s3(account, bucket);
      case Place.Folder(var path) -> folders.open(storage.id(), path, folder(bucket));
    };
  }

  S3Bucket s3(Place.S3Account account, String bucket) {
    String name =
        Optional.of(bucket)
            .filter(text -> !text.isEmpty())
            .or(account::bucket)
            .orElseThrow(() -> KalemException.invalid("bucket must be the name of a bucket."));
    if (!StorageLocation.Names.isBucket(name)) {
      throw KalemException.invalid("This can not be the name of a bucket: " + name + ".");
    }
    return s3.bucket(
        new S3Connection(
            account.endpoint(),
            Optional.of(account.region()),
            account.pathStyle(),
            Optional.of(account.keys()),
            false),
        name,
        "");
  }

  /** The name of a folder that takes the place of a bucket. */
  private static String folder(String bucket) {
    if (bucket.isEmpty() || new ObjectKey(bucket).segments().size() == 1) {
      return bucket;
    }
    throw KalemException.invalid("bucket must be the name of one folder, without slashes.");
  }

  List<Storage> list(Caller caller) {
    return storages.list(caller.organizationId());
  }

  /**
   * @throws KalemException not found when the organization has no such storage
   */
  Storage get(Caller caller, String id) {
    return storages
        .find(caller.organizationId(), id)
        .orElseThrow(() -> KalemException.notFound("Storage", id));
  }

  /**
   * @throws KalemException conflict when there is one of this name
   */
  @Transactional
  Storage add(Caller caller, NewStorage wanted) {
    Storage storage =
        new Storage(
            ids.next(0),
            caller.organizationId(),
            wanted.name(),
            wanted.place(),
            Timestamps.now(clock),
            caller.email());
    if (!storages.add(storage)) {
      throw KalemException.conflict(
          "The organization has a storage named " + wanted.name() + " already.");
    }
    return storage;
  }

  /** What a storage is to be. */
  record NewStorage(String name, Place place) {}

  /**
   * Forgets a storage; its files stay where they are.
   *
   * @param force also when something would break without it
   * @throws KalemException conflict naming what uses it
   */
  @Transactional
  Storage remove(Caller caller, String id, boolean force) {
    Storage storage = get(caller, id);
    List<String> uses =
        users.stream().flatMap(user -> user.of(caller.organizationId(), id).stream()).toList();
    if (!uses.isEmpty() && !force) {
      throw KalemException.conflict(
          "The storage is in use: "
              + String.join("; ", uses)
              + ". Repeat the call with force=true to remove it all the same.");
    }
    storages.delete(id);
    return storage;
  }
}
