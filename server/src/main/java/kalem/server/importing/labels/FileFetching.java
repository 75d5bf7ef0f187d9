package kalem.server.importing.labels;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import kalem.server.kernel.KalemException;
import kalem.server.project.Projects;
import kalem.server.storage.FileKeys;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.PublicFiles;
import kalem.server.storage.SignedLinks;
import org.springframework.stereotype.Component;

/** Brings files that lie elsewhere into the object store. */
@Component
class FileFetching {
  /** Largest file that is fetched, in bytes; as large as an upload may be. */
  private static final long LARGEST = 5L << 30;

  private final ObjectStore objects;
  private final SignedLinks links;
  private final PublicFiles publicFiles;
  private final Projects projects;
  private final ImportStore imports;

  FileFetching(
      ObjectStore objects,
      SignedLinks links,
      PublicFiles publicFiles,
      Projects projects,
      ImportStore imports) {
    this.objects = objects;
    this.links = links;
    this.publicFiles = publicFiles;
    this.projects = projects;
    this.imports = imports;
  }

  /**
   * The import with its file in the object store.
   *
   * @throws KalemException when the file can not be had, for a reason that will not pass
   */
  Import keep(Import begun) throws IOException {
    Import.Source source = begun.source();
    if (source.objectKey().isPresent()) {
      return begun;
    }
    String projectId = projects.get(begun.projectKey()).id();
    ObjectKey key = ImportFiles.file(projectId, begun.id(), source.fileName());
    try (InputStream in = open(source.url().orElseThrow(), projectId)) {
      imports.fetched(begun.projectKey(), begun.id(), key.value(), objects.put(key, in).size());
    }
    return imports
        .find(begun.projectKey(), begun.id())
        .filter(kept -> kept.attempt() == begun.attempt())
        .orElseThrow(ImportCanceledException::new);
  }

  private InputStream open(String url, String projectId) throws IOException {
    Optional<ObjectKey> own = links.keyOf(url);
    if (own.isEmpty()) {
      return publicFiles.open(url, LARGEST);
    }
    boolean isOfProject =
        FileKeys.owner(own.get()).equals(Optional.of(new FileKeys.Owner.Project(projectId)));
    if (!isOfProject || objects.head(own.get()).isEmpty()) {
      throw KalemException.invalid("The file at the URL is none of this project.");
    }
    return objects.open(own.get());
  }
}
