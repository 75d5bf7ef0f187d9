package kalem.formats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a UTF-8 text, none longer than allowed. A byte order mark at the start is dropped.
 */
public final class TextLines implements AutoCloseable {
  private final BufferedReader characters;
  private final int longest;
  private long number;

  /**
   * @param longest characters of a line
   */
  public TextLines(InputStream stream, int longest) {
    this.characters = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    this.longest = longest;
  }

  /**
   * The next line without its end; nothing after the last one.
   *
   * @throws IOException also when a line is too long
   */
  public Optional<String> next() throws IOException {
    int character = characters.read();
    if (character == -1) {
      return Optional.empty();
    }
    if (++number == 1 && character == '\uFEFF') {
      character = characters.read();
    }
    StringBuilder line = new StringBuilder();
    while (character != -1 && character != '\n') {
      if (line.length() == longest) {
        throw new IOException("Line " + number + " is longer than " + longest + " characters.");
      }
      line.append((char) character);
      character = characters.read();
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return Optional.of(line.toString());
  }

  /** Of the line read last, from 1. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    characters.close();
  }
}
