package kalem.server.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Settings;
import org.springframework.stereotype.Component;

/** The directories of the hub's machine that organizations may use: those the operator allows. */
@Component
class Folders {
  private final List<Path> allowed;
  private final SignedLinks links;

  Folders(Settings settings, SignedLinks links) {
    this.allowed = settings.exportFolders();
    this.links = links;
  }

  /**
   * Reads {@code file:/srv/exports/team} or a path.
   *
   * @throws KalemException when it lies below no allowed directory
   */
  Path allowed(String text) {
    if (allowed.isEmpty()) {
      throw KalemException.invalid(
          "Folders of the server can not be used. The operator allows them with"
              + " KALEM_EXPORT_FOLDERS.");
    }
    Path path = path(text);
    if (allowed.stream().noneMatch(path::startsWith)) {
      throw KalemException.invalid(
          "The folder must lie below "
              + String.join(" or ", allowed.stream().map(Path::toString).toList())
              + ".");
    }
    return path;
  }

  private static Path path(String text) {
    try {
      Path path = text.startsWith("file:") ? Path.of(URI.create(text).getPath()) : Path.of(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (IllegalArgumentException | NullPointerException e) {
      // Said below, as for other texts that name no folder.
    }
    throw KalemException.invalid("The folder must be an absolute path, such as file:/srv/exports.");
  }

  /**
   * Opens a storage's folder.
   *
   * @param bucket name of a folder in it; empty: itself
   * @throws StorageRefusedException when it leads elsewhere by now, by a link or a changed setting
   */
  FolderBucket open(String storageId, Path folder, String bucket) throws IOException {
    Path root = bucket.isEmpty() ? folder : folder.resolve(bucket);
    Path existing = root;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = Objects.requireNonNull(existing.getParent());
    }
    Path real = existing.toRealPath();
    boolean isAllowed = false;
    for (Path each : allowed) {
      isAllowed |= Files.exists(each) && real.startsWith(each.toRealPath());
    }
    if (!isAllowed || allowed.stream().noneMatch(folder::startsWith)) {
      throw new StorageRefusedException(
          "The folder "
              + root
              + " lies below none of those that the operator allows (KALEM_EXPORT_FOLDERS)");
    }
    String keys =
        FileKeys.STORAGES + "/" + storageId + "/" + (bucket.isEmpty() ? "" : bucket + "/");
    return new FolderBucket(LocalObjectStore.inFolder(root), links, keys);
  }
}
