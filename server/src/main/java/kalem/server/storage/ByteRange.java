package kalem.server.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object that a request asks for.
 *
 * @param first offset of the first byte
 * @param length number of bytes
 */
record ByteRange(long first, long length) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads header {@code Range}. Empty when the whole is to be sent: no header, several ranges or
   * another unit, all of which a server may pass over.
   *
   * @throws KalemException range not satisfiable when it begins behind the end
   */
  static Optional<ByteRange> of(@Nullable String header, long size) {
    Matcher range = RANGE.matcher(header == null ? "" : header.replace(" ", ""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      return Optional.of(suffix(Long.parseLong(range.group(2)), size));
    }
    long first = Long.parseLong(range.group(1));
    long last =
        range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
    if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
      return Optional.empty();
    }
    return Optional.of(checked(first, last - first + 1, size));
  }

  private static ByteRange suffix(long wanted, long size) {
    long length = Math.min(wanted, size);
    return checked(size - length, length, size);
  }

  private static ByteRange checked(long first, long length, long size) {
    if (length < 1) {
      throw new KalemException(
          ErrorCode.RANGE_NOT_SATISFIABLE, "The file has only " + size + " bytes.");
    }
    return new ByteRange(first, length);
  }

  /** Header {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
