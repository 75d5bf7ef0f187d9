package kalem.formats.coco;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kalem.formats.BadImportException;
import kalem.formats.image.Folder;
import kalem.formats.image.ForeignJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds the COCO files of a folder, or takes the one given. */
final class CocoFiles {
  /** So many JSON files are looked at before a folder is taken for something else. */
  private static final int MOST_PROBED = 20;

  private static final String INSTANCES = "instances_";
  private static final String KEYPOINTS = "person_keypoints_";

  private CocoFiles() {}

  static boolean recognizes(Path root) {
    try {
      List<Path> candidates =
          Files.isDirectory(root)
              ? new Folder(root).someFiles(CocoFiles::isJson, MOST_PROBED)
              : List.of(root);
      return candidates.stream().anyMatch(file -> isJson(file) && isCoco(file));
    } catch (RuntimeException unreadable) {
      // Whatever ails a folder, it is then not recognized.
      return false;
    }
  }

  /**
   * The files to read.
   *
   * @throws BadImportException when there is none
   */
  static List<Path> of(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of(root);
    }
    List<Path> found = new ArrayList<>();
    Iterator<Path> files = new Folder(root).files(CocoFiles::isJson);
    while (files.hasNext()) {
      Path file = files.next();
      if (isCoco(file)) {
        found.add(file);
      }
    }
    if (found.isEmpty()) {
      throw new BadImportException(
          "There is no COCO file: a JSON object with the lists images and annotations.");
    }
    return found;
  }

  /** The file with the keypoints of the same pictures, which repeats annotations of this one. */
  static Optional<Path> keypointsBeside(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.startsWith(INSTANCES)) {
      return Optional.empty();
    }
    Path sibling = file.resolveSibling(KEYPOINTS + name.substring(INSTANCES.length()));
    return Folder.isRealFile(sibling) ? Optional.of(sibling) : Optional.empty();
  }

  private static boolean isJson(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
  }

  /** Looks only as far as the first list that tells. */
  private static boolean isCoco(Path file) {
    try (InputStream stream = Files.newInputStream(file);
        JsonParser tokens = ForeignJson.mapper().createParser(stream)) {
      if (tokens.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int lists = 0;
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = tokens.currentName();
        boolean tells = key.equals("images") || key.equals("annotations");
        if (tokens.nextToken() != JsonToken.START_ARRAY || !tells) {
          tokens.skipChildren();
        } else if (tokens.nextToken() != JsonToken.END_ARRAY) {
          return isElement(tokens);
        } else {
          lists++;
        }
      }
      return lists == 2;
    } catch (JacksonException | IOException notJson) {
      return false;
    }
  }

  /** Whether the element just begun has a member only COCO has. */
  private static boolean isElement(JsonParser tokens) {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = tokens.currentName();
      if (key.equals("file_name") || key.equals("image_id")) {
        return true;
      }
      tokens.nextToken();
      tokens.skipChildren();
    }
    return false;
  }
}
