package kalem.formats.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import kalem.formats.BadImportException;
import kalem.formats.Limits;

/**
 * The files of an import. Links are not followed and nothing outside the root is looked at,
 * whatever names the files mention.
 */
public final class Folder {
  /** Files of one format are alike; if the first few are of another, so are the others. */
  private static final int LOOKED_AT = 5;

  private final Path root;

  public Folder(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** The file of a relative name below the root; nothing when there is none. */
  public Optional<Path> file(String name) {
    try {
      Path file = root.resolve(name.replace('\\', '/')).normalize();
      boolean isInside = file.startsWith(root.normalize()) && isRealFile(file);
      return isInside ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException impossible) {
      return Optional.empty();
    }
  }

  /** The name of a file relative to the root, with {@code /} between folders. */
  public String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** All files, sorted by name within each folder, files before folders. */
  public Iterator<Path> files(Predicate<Path> wanted) {
    return new Walk(wanted);
  }

  /** The first few files, without looking at the whole folder. */
  public List<Path> someFiles(Predicate<Path> wanted, int most) {
    List<Path> found = new ArrayList<>();
    Iterator<Path> files = files(wanted);
    while (found.size() < most && files.hasNext()) {
      found.add(files.next());
    }
    return found;
  }

  /** The wanted files of a folder; a root that is a file itself is taken as it is. */
  public static Iterator<Path> filesOf(Path root, Predicate<Path> wanted) {
    return Files.isDirectory(root) ? new Folder(root).files(wanted) : List.of(root).iterator();
  }

  /** Looks into a file. */
  public interface Look {
    boolean sees(Path file) throws IOException;
  }

  /** Whether one of the first few of {@link #filesOf} is what is looked for. */
  public static boolean isSeen(Path root, Predicate<Path> wanted, Look look) throws IOException {
    Iterator<Path> files = filesOf(root, wanted);
    for (int looked = 0; looked < LOOKED_AT && files.hasNext(); looked++) {
      if (look.sees(files.next())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last part of a path ends so, in upper or lower case. */
  public static boolean hasExtension(Path file, String extension) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    return name.regionMatches(
        true, name.length() - extension.length(), extension, 0, extension.length());
  }

  /** A regular file, and no link to one. */
  public static boolean isRealFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The text of a file; bytes that are no UTF-8 become replacement characters.
   *
   * @throws IOException when it can not be read or is longer than {@link Limits#TEXT_BYTES}
   */
  public static String text(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(Limits.TEXT_BYTES + 1);
      if (bytes.length > Limits.TEXT_BYTES) {
        throw new IOException("The file has more than " + Limits.TEXT_BYTES + " bytes");
      }
      int start = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
      return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }
  }

  /** Goes through the folders, holding the names of one folder on each level. */
  private final class Walk implements Iterator<Path> {
    private final Predicate<Path> wanted;
    private final Deque<Iterator<Path>> levels = new ArrayDeque<>();
    private Optional<Path> upcoming;

    Walk(Predicate<Path> wanted) {
      this.wanted = wanted;
      if (Files.isDirectory(root)) {
        levels.push(entries(root));
      }
      this.upcoming = find();
    }

    private Optional<Path> find() {
      while (!levels.isEmpty()) {
        if (!levels.peek().hasNext()) {
          levels.pop();
          continue;
        }
        Path path = levels.peek().next();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          if (levels.size() < Limits.FOLDER_DEPTH) {
            levels.push(entries(path));
          }
        } else if (isRealFile(path) && wanted.test(path)) {
          return Optional.of(path);
        }
      }
      return Optional.empty();
    }

    private static Iterator<Path> entries(Path folder) {
      List<Path> files = new ArrayList<>();
      List<Path> folders = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? folders : files).add(entry);
          if (files.size() + folders.size() > Limits.FOLDER_FILES) {
            throw new BadImportException(
                "A folder holds more than " + Limits.FOLDER_FILES + " files.");
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      files.sort(null);
      folders.sort(null);
      files.addAll(folders);
      return files.iterator();
    }

    @Override
    public boolean hasNext() {
      return upcoming.isPresent();
    }

    @Override
    public Path next() {
      Path file = upcoming.orElseThrow(NoSuchElementException::new);
      upcoming = find();
      return file;
    }
  }
}
