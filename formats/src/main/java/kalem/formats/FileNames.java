package kalem.formats;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for the files of a conversion: made from external ids, which may hold anything, and never
 * used twice. Folders are kept.
 */
public final class FileNames {
  private static final int LONGEST = 180;
  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\:*?\"<>|\\p{Cntrl}\\p{Cs}]");

  private final Set<String> used = new HashSet<>();

  /**
   * A name with the extension replaced, such as {@code cam3/0042.txt}; when it is taken, {@code
   * -<taskId>} is added (export-format section 17.4).
   *
   * @param suffix what follows the name, with the dot, such as {@code .txt} or {@code _3.png}
   */
  public String unique(String externalId, String taskId, String suffix) {
    String stem = stem(safe(externalId));
    String name = stem + suffix;
    if (!used.add(name)) {
      name = stem + "-" + safe(taskId).replace('/', '_') + suffix;
      for (int copy = 2; !used.add(name); copy++) {
        name = stem + "-" + safe(taskId).replace('/', '_') + "-" + copy + suffix;
      }
    }
    return name;
  }

  /** A relative path without empty, {@code .} and {@code ..} parts and odd characters. */
  public static String safe(String path) {
    StringBuilder safe = new StringBuilder();
    for (String part : FORBIDDEN.matcher(path).replaceAll("_").split("/")) {
      if (part.isBlank() || part.equals(".") || part.equals("..")) {
        continue;
      }
      safe.append(safe.isEmpty() ? "" : "/").append(part, 0, Math.min(part.length(), LONGEST));
    }
    return safe.isEmpty() ? "_" : safe.toString();
  }

  /** The path without the extension of its last part. */
  public static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }
}
