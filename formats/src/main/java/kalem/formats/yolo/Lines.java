package kalem.formats.yolo;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.formats.BadImportException;
import kalem.formats.Limits;
import kalem.formats.image.Folder;

/** The lines of a file that is too long to be held, without blank ones and blanks around them. */
final class Lines implements Iterator<String>, Closeable {
  private final Reader reader;
  private Optional<String> upcoming;

  private Lines(Reader reader) throws IOException {
    this.reader = reader;
    this.upcoming = read();
  }

  /**
   * Opens a file below the folder.
   *
   * @throws NoSuchFileException when there is none
   */
  static Lines open(Folder folder, String name) throws IOException {
    Path file = folder.file(name).orElseThrow(() -> new NoSuchFileException(name));
    Reader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    try {
      return new Lines(reader);
    } catch (IOException | RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  private Optional<String> read() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int character = reader.read();
      boolean isEnd = character < 0 || character == '\n' || character == '\r';
      if (!isEnd) {
        line.append((char) character);
        if (line.length() > Limits.LINE_CHARACTERS) {
          throw new IOException("A line has more than " + Limits.LINE_CHARACTERS + " characters");
        }
        continue;
      }
      String text = line.toString().strip();
      if (!text.isEmpty() && !text.equals("\uFEFF")) {
        return Optional.of(text.charAt(0) == '\uFEFF' ? text.substring(1) : text);
      }
      if (character < 0) {
        return Optional.empty();
      }
      line.setLength(0);
    }
  }

  @Override
  public boolean hasNext() {
    return upcoming.isPresent();
  }

  @Override
  public String next() {
    String line = upcoming.orElseThrow(NoSuchElementException::new);
    try {
      upcoming = read();
    } catch (IOException broken) {
      throw new BadImportException("A list of pictures can not be read.", broken);
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
