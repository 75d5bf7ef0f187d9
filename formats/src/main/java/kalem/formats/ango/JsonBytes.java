package kalem.formats.ango;

import java.io.IOException;

/** Finds its way through compact JSON as UTF-8 without reading it: where values and texts end. */
final class JsonBytes {
  private JsonBytes() {}

  /**
   * Behind the value that begins here.
   *
   * @throws IOException when it does not end
   */
  static int endOfValue(byte[] text, int start) throws IOException {
    int depth = 0;
    for (int at = start; at < text.length; at++) {
      switch (text[at]) {
        case '{', '[' -> depth++;
        case '}', ']' -> {
          depth--;
          if (depth < 0) {
            return at;
          }
          if (depth == 0) {
            return at + 1;
          }
        }
        case '"' -> {
          at = endOfString(text, at) - 1;
          if (depth == 0) {
            return at + 1;
          }
        }
        case ',' -> {
          if (depth == 0) {
            return at;
          }
        }
        default -> {}
      }
    }
    throw damaged();
  }

  /**
   * Behind the string that begins here.
   *
   * @throws IOException when it does not end
   */
  static int endOfString(byte[] text, int start) throws IOException {
    int at = start + 1;
    while (at < text.length && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    if (at >= text.length) {
      throw damaged();
    }
    return at + 1;
  }

  private static IOException damaged() {
    return new IOException("A stored text is damaged: something in it does not end");
  }
}
