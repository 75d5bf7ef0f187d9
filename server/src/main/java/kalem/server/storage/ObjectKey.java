package kalem.server.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import kalem.server.kernel.KalemException;

/**
 * Name of an object in the store: a relative path of segments separated by slashes. Whatever was
 * sent by a caller becomes a key only here, so no key can point outside the store.
 */
public record ObjectKey(String value) {
  private static final int LONGEST = 1000;

  /** What file systems allow for one name. */
  private static final int LONGEST_SEGMENT_BYTES = 255;

  /**
   * @throws KalemException when the text is no usable key
   */
  public ObjectKey {
    String fault = fault(value);
    if (!fault.isEmpty()) {
      throw KalemException.invalid("This can not be the name of a file: " + fault + ".");
    }
  }

  public List<String> segments() {
    return List.of(value.split("/", -1));
  }

  /** The last segment, which is the file's name. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  private static String fault(String value) {
    if (value.isEmpty() || value.length() > LONGEST) {
      return "it must have 1 to " + LONGEST + " characters";
    }
    if (!isAllowed(value)) {
      return "it holds a character that names must not have";
    }
    for (String segment : value.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return "every part between slashes must be a name";
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT_BYTES) {
        return "a part is longer than " + LONGEST_SEGMENT_BYTES + " bytes";
      }
    }
    return "";
  }

  /** Plain loops: an export makes a key for each of a million files. */
  private static boolean isAllowed(String value) {
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (Character.isISOControl(character) || character == '\\') {
        return false;
      }
      if (Character.isSurrogate(character)) {
        if (!Character.isSurrogatePair(
            character, i + 1 < value.length() ? value.charAt(i + 1) : 0)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
