package kalem.formats.datumaro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import kalem.formats.ReportJson;
import kalem.formats.image.Folder;
import kalem.formats.image.ForeignJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds Datumaro's files. */
final class DatumaroFiles {
  private DatumaroFiles() {}

  /** The files that may hold items. */
  static Iterator<Path> of(Path root) {
    return Folder.filesOf(root, DatumaroFiles::isCandidate);
  }

  private static boolean isCandidate(Path file) {
    return Folder.hasExtension(file, ".json")
        && !String.valueOf(file.getFileName()).equals(ReportJson.NAME);
  }

  static boolean recognizes(Path root) throws IOException {
    return Folder.isSeen(root, DatumaroFiles::isCandidate, DatumaroFiles::hasItems);
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
