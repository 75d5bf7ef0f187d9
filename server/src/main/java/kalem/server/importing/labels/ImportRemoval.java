package kalem.server.importing.labels;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.server.access.ProjectAccess;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes imports away, first from the history and then from the object store. */
@Component
class ImportRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(ImportRemoval.class);

  private final Imports imports;
  private final ImportStore store;
  private final ObjectStore objects;

  ImportRemoval(Imports imports, ImportStore store, ObjectStore objects) {
    this.imports = imports;
    this.store = store;
    this.objects = objects;
  }

  /** Cancels an import that is not over, and then keeps its file; deletes one that is. */
  Import remove(ProjectAccess access, String id) {
    Import removed = imports.remove(access, id);
    if (isGone(removed)) {
      List<String> keys =
          Stream.of(removed.source().objectKey(), removed.reportKey())
              .flatMap(Optional::stream)
              .toList();
      removeObjects(new ImportStore.Leftover(removed.projectKey(), id, keys));
    }
    return removed;
  }

  private boolean isGone(Import removed) {
    return store.find(removed.projectKey(), removed.id()).isEmpty();
  }

  /** Removes the files of a deleted import; what fails is left to the next sweep. */
  void removeObjects(ImportStore.Leftover leftover) {
    try {
      for (String key : leftover.objectKeys()) {
        objects.delete(new ObjectKey(key));
      }
      store.objectsRemoved(leftover.projectKey(), leftover.id());
    } catch (IOException e) {
      LOG.warn("The files of import {} stay until the next sweep", leftover.id(), e);
    }
  }
}
