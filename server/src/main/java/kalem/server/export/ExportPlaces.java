package kalem.server.export;

import java.io.IOException;
import java.util.Optional;
import kalem.server.kernel.KalemException;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.SignedLinks;
import kalem.server.storage.StorageFaults;
import kalem.server.storage.Storages;
import org.springframework.stereotype.Component;

/** Finds the zips of exports, in the hub's own storage or in one of the organization. */
@Component
class ExportPlaces {
  private final ObjectStore own;
  private final Storages storages;
  private final SignedLinks links;

  ExportPlaces(ObjectStore own, Storages storages, SignedLinks links) {
    this.own = own;
    this.storages = storages;
    this.links = links;
  }

  /**
   * The store that the zip lies in or goes to.
   *
   * @throws IOException in the storage's own words
   */
  ObjectStore store(Optional<Export.Place> place) throws IOException {
    return place.isPresent()
        ? storages.bucket(place.get().storageId(), place.get().bucket()).objects()
        : own;
  }

  /**
   * A fresh link to the zip.
   *
   * @throws KalemException when its storage was removed or refuses
   */
  String link(Export export, Export.ExportFile file) {
    ObjectKey key = new ObjectKey(file.objectKey());
    if (export.place().isEmpty()) {
      return links.download(key, SignedLinks.EXPORT_LIFE, file.name());
    }
    Export.Place place = export.place().get();
    try {
      return storages
          .bucket(place.storageId(), place.bucket())
          .download(key, SignedLinks.EXPORT_LIFE, file.name());
    } catch (IOException e) {
      throw StorageFaults.told(e);
    }
  }

  /** The same for lists; empty when there is no zip, or none that can be reached. */
  Optional<String> linkIfAny(Export export) {
    try {
      return export.file().map(file -> link(export, file));
    } catch (KalemException e) {
      return Optional.empty();
    }
  }
}
