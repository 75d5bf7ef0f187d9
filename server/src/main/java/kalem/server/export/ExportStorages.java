package kalem.server.export;

import java.io.IOException;
import java.util.Optional;
import kalem.server.access.ProjectAccess;
import kalem.server.kernel.KalemException;
import kalem.server.project.Projects;
import kalem.server.storage.StorageBucket;
import kalem.server.storage.StorageFaults;
import kalem.server.storage.StoragePath;
import kalem.server.storage.StorageWriting;
import kalem.server.storage.Storages;
import org.springframework.stereotype.Component;

/** Chooses where the exports of a project go. */
@Component
class ExportStorages {
  private final Projects projects;
  private final Storages storages;
  private final StorageWriting writing;

  ExportStorages(Projects projects, Storages storages, StorageWriting writing) {
    this.projects = projects;
    this.storages = storages;
    this.writing = writing;
  }

  ExportStorage get(ProjectAccess access) {
    return ExportStorage.of(projects.get(access));
  }

  /**
   * Changes it, if something can be written and deleted there.
   *
   * @throws KalemException in the storage's own words
   */
  ExportStorage put(ProjectAccess access, ExportStorage wanted) {
    ExportStorage tidy =
        new ExportStorage(
            wanted.enabled(),
            wanted.storage().trim(),
            wanted.bucket().trim(),
            StoragePath.of(wanted.path()));
    if (tidy.enabled()) {
      tryOut(access.caller().organizationId(), tidy);
    }
    projects.configure(access, tidy.settings());
    return tidy;
  }

  private void tryOut(String organizationId, ExportStorage wanted) {
    if (storages.name(organizationId, wanted.storage()).isEmpty()) {
      throw KalemException.notFound("Storage", wanted.storage());
    }
    try {
      StorageBucket bucket = storages.bucket(wanted.storage(), wanted.bucket());
      writing.tryOut(bucket, wanted.path());
    } catch (IOException e) {
      throw StorageFaults.told(e);
    }
  }

  /**
   * Where the next export of a project goes; empty for the hub's own storage.
   *
   * @throws KalemException conflict when the chosen storage was removed: nothing goes elsewhere
   *     unasked
   */
  Optional<Export.Place> place(ProjectAccess access) {
    ExportStorage chosen = get(access);
    if (!chosen.enabled()) {
      return Optional.empty();
    }
    String name =
        name(access, chosen)
            .orElseThrow(
                () ->
                    KalemException.conflict(
                        "The export storage of this project was removed. Choose another one in the"
                            + " settings of the project, or switch it off."));
    return Optional.of(new Export.Place(chosen.storage(), name, chosen.bucket(), chosen.path()));
  }

  /** The name of the storage a project exports into. */
  Optional<String> name(ProjectAccess access, ExportStorage storage) {
    return storages.name(access.caller().organizationId(), storage.storage());
  }
}
