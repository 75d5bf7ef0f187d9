package kalem.formats;

import java.util.regex.Pattern;
import kalem.annotation.LongIndex;

/**
 * Names for the files of a conversion: made from external ids, which may hold anything, and never
 * used twice. Folders are kept. Of the names given out only hashes are held, 64 bits each, so that
 * a million rows cost little; should two of them ever agree, the later name gets an end it did not
 * need.
 */
public final class FileNames {
  private static final int LONGEST = 180;

  /** Multiplying by it spreads one character over all 64 bits in a few steps. */
  private static final long PRIME = 0xD6E8FEB86659FD93L;

  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\:*?\"<>|\\p{Cntrl}\\p{Cs}]");

  private final LongIndex used = new LongIndex();

  /**
   * A name with the extension replaced, such as {@code cam3/0042.txt}; when it is taken, {@code
   * -<taskId>} is added (export-format section 17.4).
   *
   * @param suffix what follows the name, with the dot, such as {@code .txt} or {@code _3.png}
   */
  public String unique(String externalId, String taskId, String suffix) {
    String stem = stem(safe(externalId));
    String name = stem + suffix;
    if (!isNew(name)) {
      name = stem + "-" + safe(taskId).replace('/', '_') + suffix;
      for (int copy = 2; !isNew(name); copy++) {
        name = stem + "-" + safe(taskId).replace('/', '_') + "-" + copy + suffix;
      }
    }
    return name;
  }

  private boolean isNew(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * PRIME;
      hash ^= hash >>> 29;
    }
    return used.add(hash, 0);
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
