package kalem.formats.labelme;

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

/** Finds LabelMe's files. */
final class LabelmeFiles {
  private LabelmeFiles() {}

  /** The files that may hold shapes. */
  static Iterator<Path> of(Path root) {
    return Folder.filesOf(root, LabelmeFiles::isCandidate);
  }

  private static boolean isCandidate(Path file) {
    return Folder.hasExtension(file, ".json")
        && !String.valueOf(file.getFileName()).equals(ReportJson.NAME);
  }

  static boolean recognizes(Path root) throws IOException {
    return Folder.isSeen(root, LabelmeFiles::isCandidate, LabelmeFiles::hasShapes);
  }

  private static boolean hasShapes(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file);
        JsonParser tokens = ForeignJson.mapper().createParser(stream)) {
      boolean hasShapes = false;
      boolean hasImage = false;
      if (tokens.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME && !(hasShapes && hasImage)) {
        String key = tokens.currentName();
        boolean isList = tokens.nextToken() == JsonToken.START_ARRAY;
        hasShapes |= isList && key.equals(Keys.SHAPES);
        hasImage |= key.equals(Keys.IMAGE_PATH);
        tokens.skipChildren();
      }
      return hasShapes && hasImage;
    } catch (JacksonException otherFormat) {
      return false;
    }
  }
}
