package kalem.server.export;

import java.io.IOException;
import kalem.server.access.ProjectAccess;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.StorageRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes exports away, first from the history and then from the object store. */
@Component
class ExportRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRemoval.class);

  private final Exports exports;
  private final ExportStore store;
  private final ExportPlaces places;

  ExportRemoval(Exports exports, ExportStore store, ExportPlaces places) {
    this.exports = exports;
    this.store = store;
    this.places = places;
  }

  /** Cancels an export that is not over, deletes one that is. */
  Export remove(ProjectAccess access, String id) {
    Export removed = exports.remove(access, id);
    if (removed.deletedAt().isPresent()) {
      removeObjects(store.everyObject(removed.projectKey(), id));
    }
    return removed;
  }

  /** Removes objects that nobody wants; what fails for the moment is left to the next sweep. */
  void removeObjects(ExportStore.Leftover leftover) {
    leftover.keys().forEach(key -> removeObject(leftover, key));
  }

  private void removeObject(ExportStore.Leftover leftover, ObjectKey key) {
    try {
      ObjectStore objects = places.store(leftover.place());
      objects.discardUnfinished(key);
      objects.delete(key);
    } catch (StorageRefusedException e) {
      // A storage of the organization that was removed or lets nothing be deleted: the zip is its.
      LOG.warn("The zip of export {} stays in its storage", leftover.id(), e);
    } catch (IOException e) {
      LOG.warn("The zip of export {} stays until the next sweep", leftover.id(), e);
      return;
    }
    store.objectRemoved(leftover.projectKey(), leftover.id(), key);
  }
}
