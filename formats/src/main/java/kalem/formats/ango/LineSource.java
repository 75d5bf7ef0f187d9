package kalem.formats.ango;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.json.JsonPart;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Lines of NDJSON; blank ones are passed over. */
final class LineSource implements ElementSource {
  private final ByteLines lines;
  private boolean hasElement;
  private long index;

  /**
   * A source before its first element.
   *
   * @param firstIndex position of the first element among all of the import
   */
  LineSource(InputStream stream, long firstIndex) {
    this.index = firstIndex;
    this.lines = new ByteLines(stream);
    toElement();
  }

  private void toElement() {
    try {
      hasElement = lines.toFilledLine();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public boolean hasNext() {
    return hasElement;
  }

  @Override
  public ImportEntry next() {
    if (!hasElement) {
      throw new NoSuchElementException();
    }
    try {
      ImportEntry entry = entry(index++, lines.take());
      toElement();
      return entry;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void skip() {
    if (!hasElement) {
      throw new NoSuchElementException();
    }
    index++;
    try {
      lines.pass();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    toElement();
  }

  private ImportEntry entry(long at, JsonPart line) {
    try (JsonParser tokens = line.tokens()) {
      if (tokens.nextToken() == null) {
        return notJson(at);
      }
      ItemScanner scanner = new ItemScanner(tokens, at);
      long end = scanner.scan();
      return tokens.nextToken() == null
          ? scanner.entry(line.part(scanner.start(), end))
          : notJson(at);
    } catch (JacksonException broken) {
      return notJson(at);
    }
  }

  private FaultyItem notJson(long at) {
    return new FaultyItem(
        at,
        Optional.empty(),
        new Problem(
            ProblemCode.NOT_JSON, "[" + at + "]", "Line " + lines.number() + " is not JSON."));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
