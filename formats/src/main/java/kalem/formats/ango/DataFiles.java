package kalem.formats.ango;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import kalem.formats.BadImportException;

/** Finds the data files of an export: one, or one per row in a split export. */
final class DataFiles {
  private static final int DEEPEST = 8;
  private static final Set<String> EXTENSIONS = Set.of("json", "ndjson", "jsonl");

  /** What else lies in the zip of an export. */
  private static final Set<String> OTHERS =
      Set.of("schema.json", "deleted.json", "report.json", "class_map.json");

  private DataFiles() {}

  /**
   * The files to read, by name.
   *
   * @throws BadImportException when there is none
   */
  static List<Path> under(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of(root);
    }
    try (Stream<Path> tree = Files.walk(root, DEEPEST)) {
      List<Path> found = tree.filter(DataFiles::isData).sorted().toList();
      if (found.isEmpty()) {
        throw new BadImportException("There is no .json or .ndjson file with rows.");
      }
      return found;
    }
  }

  private static boolean isData(Path path) {
    Path fileName = path.getFileName();
    if (fileName == null || !Files.isRegularFile(path)) {
      return false;
    }
    return isData(fileName.toString().toLowerCase(Locale.ROOT));
  }

  /** Whether a file holds rows or items, by its name in lower case. */
  static boolean isData(String name) {
    return EXTENSIONS.contains(extension(name)) && !OTHERS.contains(name) && !name.startsWith(".");
  }

  /** Whether every line of the file is an element by itself. */
  static boolean isLines(Path file) {
    String extension = extension(file.toString().toLowerCase(Locale.ROOT));
    return extension.equals("ndjson") || extension.equals("jsonl");
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
