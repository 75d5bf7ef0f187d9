package kalem.formats.ango;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.json.JsonText;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;

/** Lines of NDJSON; blank ones are passed over. */
final class LineSource implements ElementSource {
  private final BufferedReader lines;
  private Optional<String> upcoming;
  private long index;
  private long lineNumber;

  /**
   * @param firstIndex position of the first element among all of the import
   */
  LineSource(InputStream stream, long firstIndex) {
    this.index = firstIndex;
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    this.upcoming = nextFilled();
  }

  private Optional<String> nextFilled() {
    try {
      String line;
      while ((line = lines.readLine()) != null) {
        lineNumber++;
        String plain = lineNumber == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!plain.isBlank()) {
          return Optional.of(plain);
        }
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public boolean hasNext() {
    return upcoming.isPresent();
  }

  @Override
  public ImportEntry next() {
    String line = upcoming.orElseThrow(NoSuchElementException::new);
    ImportEntry entry = entry(index++, line);
    upcoming = nextFilled();
    return entry;
  }

  @Override
  public void skip() {
    if (upcoming.isEmpty()) {
      throw new NoSuchElementException();
    }
    index++;
    upcoming = nextFilled();
  }

  private ImportEntry entry(long at, String line) {
    try {
      return ImportItems.of(at, JsonText.parse(line));
    } catch (IllegalArgumentException broken) {
      String message = "Line " + lineNumber + " is not JSON.";
      return new FaultyItem(
          at, Optional.empty(), new Problem(ProblemCode.NOT_JSON, "[" + at + "]", message));
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
