package kalem.formats.yolo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the paths of pictures and label files mean in the layouts there are. */
final class PicturePath {
  private static final Set<String> SPLITS =
      Set.of("train", "val", "valid", "validation", "test", "trainval", "default");
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";

  private PicturePath() {}

  /** A path of Darknet without the folder data, in which the data set lies by custom. */
  static String localized(String path) {
    String plain = path.strip().replace('\\', '/');
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain.startsWith("data/") ? plain.substring("data/".length()) : plain;
  }

  /**
   * The part of a path below the root of the data set: lists may hold the absolute paths of another
   * machine.
   */
  static String belowRoot(String path) {
    String plain = localized(path);
    if (!plain.startsWith("/") && plain.indexOf(':') < 0) {
      return plain;
    }
    List<String> parts = Arrays.asList(plain.split("/"));
    int images = parts.lastIndexOf(IMAGES);
    if (images < 0) {
      return parts.getLast();
    }
    boolean isSplitFirst = images > 0 && isSplit(parts.get(images - 1));
    return String.join("/", parts.subList(isSplitFirst ? images - 1 : images, parts.size()));
  }

  /**
   * The path with the last folder of this name replaced, as labels and images mirror each other.
   */
  private static String mirrored(String path, String from, String to) {
    List<String> parts = Arrays.asList(path.split("/"));
    int at = parts.subList(0, parts.size() - 1).lastIndexOf(from);
    if (at < 0) {
      return path;
    }
    parts.set(at, to);
    return String.join("/", parts);
  }

  static String asLabel(String picture) {
    return mirrored(picture, IMAGES, LABELS);
  }

  static String asPicture(String label) {
    return mirrored(label, LABELS, IMAGES);
  }

  /**
   * The name of a picture in the data set: without the folders that say only which split it is of.
   */
  static String name(String picture) {
    List<String> parts = Arrays.asList(picture.split("/"));
    List<String> folders = parts.subList(0, parts.size() - 1);
    int start = Math.max(folders.lastIndexOf(IMAGES), folders.lastIndexOf(LABELS)) + 1;
    if (start < folders.size() && (isSplit(folders.get(start)) || isDarknet(folders.get(start)))) {
      start++;
    }
    return String.join("/", parts.subList(start, parts.size()));
  }

  private static boolean isSplit(String folder) {
    return SPLITS.contains(folder.toLowerCase(Locale.ROOT));
  }

  private static boolean isDarknet(String folder) {
    return folder.startsWith("obj_") && folder.endsWith("_data");
  }
}
