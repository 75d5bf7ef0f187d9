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
  private static final String STUFF = "stuff_";

  /** How files begin that repeat the pictures of another file. */
  private static final List<String> TASKS =
      List.of(KEYPOINTS, "captions_", "labels_", "image_info_", "panoptic_", STUFF);

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

  /**
   * The file whose annotations this one repeats, so that its own are passed over: keypoints hold
   * all that instances hold, and Datumaro writes instances as stuff once more.
   */
  static Optional<Path> repeatedBy(Path file) {
    return sibling(file, INSTANCES, KEYPOINTS).or(() -> sibling(file, STUFF, INSTANCES));
  }

  private static Optional<Path> sibling(Path file, String from, String to) {
    String name = String.valueOf(file.getFileName());
    return Optional.of(name)
        .filter(each -> each.startsWith(from))
        .map(each -> file.resolveSibling(to + each.substring(from.length())))
        .filter(Folder::isRealFile);
  }

  /**
   * Whether another file lists the same pictures, so that this one says nothing about those it has
   * no labels for.
   */
  static boolean isBesideInstances(Path file) {
    return TASKS.stream().anyMatch(task -> sibling(file, task, INSTANCES).isPresent());
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
