package kalem.formats;

import java.util.Base64;
import java.util.Optional;

/** Files embedded in text, such as {@code data:image/png;base64,...}. */
public final class DataUrl {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64,";

  private DataUrl() {}

  /** The bytes embedded in an address; nothing when it is a link to somewhere else, or broken. */
  public static Optional<byte[]> bytes(String address) {
    int comma = address.indexOf(BASE64);
    if (!address.startsWith(SCHEME) || comma < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(address.substring(comma + BASE64.length())));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /**
   * An address that holds the bytes itself.
   *
   * @param type such as {@code image/png}
   */
  public static String of(String type, byte[] bytes) {
    return SCHEME + type + BASE64 + Base64.getEncoder().encodeToString(bytes);
  }
}
