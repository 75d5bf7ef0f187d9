package kalem.server.importing.labels;

import java.nio.charset.StandardCharsets;
import kalem.server.storage.ObjectKey;

/** How the files of imports are named in the object store. */
final class ImportFiles {
  /** What file systems allow for one name, with room for what is put before it. */
  private static final int LONGEST_NAME_BYTES = 200;

  private ImportFiles() {}

  /** The file as it was sent. */
  static ObjectKey file(String projectId, String importId, String fileName) {
    return key(projectId, importId, "file/" + usable(fileName));
  }

  /** The list of everything that was found. */
  static ObjectKey report(String projectId, String importId) {
    return key(projectId, importId, "report.csv");
  }

  private static ObjectKey key(String projectId, String importId, String name) {
    return new ObjectKey(projectId + "/imports/" + importId + "/" + name);
  }

  /** Some browsers send the path on the sender's machine as well. */
  static String bareName(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.isBlank() ? "file" : usable(name);
  }

  /** Proxies refuse paths with a percent sign or a semicolon, however they are escaped. */
  private static String usable(String name) {
    StringBuilder usable = new StringBuilder();
    int bytes = 0;
    for (int character : name.codePoints().toArray()) {
      boolean isBad =
          Character.isISOControl(character)
              || Character.getType(character) == Character.SURROGATE
              || "%;/\\".indexOf(character) >= 0;
      String shown = isBad ? "_" : Character.toString(character);
      bytes += shown.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_NAME_BYTES) {
        break;
      }
      usable.append(shown);
    }
    String whole = usable.toString();
    return whole.equals(".") || whole.equals("..") ? "_" : whole;
  }
}
