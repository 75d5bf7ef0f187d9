package kalem.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of an import whose names end in one of a few ways. */
public final class FileList {
  private FileList() {}

  /**
   * All files below a folder, or the file itself, by name; hidden ones, what archivers add and our
   * own report are left out. Links are not followed.
   *
   * @param endings lower case, with the dot
   */
  public static List<Path> of(Path root, List<String> endings) throws IOException {
    if (Files.isRegularFile(root, LinkOption.NOFOLLOW_LINKS)) {
      return endsWith(root, endings) ? List.of(root) : List.of();
    }
    try (Stream<Path> files = Files.walk(root, Limits.FOLDER_DEPTH)) {
      return files
          .filter(file -> endsWith(file, endings) && !isExtra(root.relativize(file)))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .limit(Limits.FOLDER_FILES)
          .sorted()
          .toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  /** The path below the root with {@code /} between folders; the name alone for the root itself. */
  public static String name(Path root, Path file) {
    Path below = root.equals(file) ? name(file) : root.relativize(file);
    return below.toString().replace('\\', '/');
  }

  private static Path name(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }

  private static boolean endsWith(Path file, List<String> endings) {
    String name = name(file).toString().toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(name::endsWith);
  }

  private static boolean isExtra(Path below) {
    for (Path part : below) {
      if (part.toString().startsWith(".") || part.toString().equals("__MACOSX")) {
        return true;
      }
    }
    return below.endsWith(ReportJson.NAME);
  }
}
