package kalem.formats.datumaro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import kalem.formats.ReportJson;
import kalem.formats.image.Folder;
import kalem.formats.image.ForeignJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds Datumaro's files. */
final class DatumaroFiles {
  private static final int LOOKED_AT = 5;

  private DatumaroFiles() {}

  /** The files that may hold items. */
  static Iterator<Path> of(Path root) {
    return Files.isDirectory(root)
        ? new Folder(root).files(DatumaroFiles::isCandidate)
        : List.of(root).iterator();
  }

  private static boolean isCandidate(Path file) {
    return Folder.hasExtension(file, ".json")
        && !String.valueOf(file.getFileName()).equals(ReportJson.NAME);
  }

  static boolean recognizes(Path root) throws IOException {
    List<Path> some =
        Files.isDirectory(root)
            ? new Folder(root).someFiles(DatumaroFiles::isCandidate, LOOKED_AT)
            : List.of(root);
    for (Path file : some) {
      if (hasItems(file)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasItems(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file);
        JsonParser tokens = ForeignJson.mapper().createParser(stream)) {
      return tokens.nextToken() == JsonToken.START_OBJECT && hasItems(tokens);
    } catch (JacksonException otherFormat) {
      return false;
    }
  }

  private static boolean hasItems(JsonParser tokens) {
    boolean hasCategories = false;
    boolean hasItems = false;
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = tokens.currentName();
      JsonToken value = tokens.nextToken();
      hasCategories |= key.equals("categories") && value == JsonToken.START_OBJECT;
      hasItems |= key.equals("items") && value == JsonToken.START_ARRAY;
      if (hasItems && hasCategories) {
        return true;
      }
      tokens.skipChildren();
    }
    return false;
  }
}
