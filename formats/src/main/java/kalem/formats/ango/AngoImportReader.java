package kalem.formats.ango;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import kalem.formats.BadImportException;
import kalem.formats.ImportEntry;
import tools.jackson.databind.JsonNode;

/**
 * Reads the elements of an import one at a time: a list, a request body with the list under {@code
 * jsonContent} or {@code labels}, lines of NDJSON, or a zip whose first entry is one of these. Not
 * for use by several threads.
 */
public final class AngoImportReader implements Iterator<ImportEntry>, AutoCloseable {
  private static final int PEEKED = 4096;
  private static final Pattern FIRST_KEY =
      Pattern.compile("^\\uFEFF?\\s*\\{\\s*\"([^\"]*)\"", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Set<String> REQUEST_KEYS =
      Set.of(
          "project", "jsonContent", "labels", "mode", "dryRun", "strict", "force", "keepUnknown");

  private final ElementSource source;

  private AngoImportReader(ElementSource source) {
    this.source = source;
  }

  /**
   * Opens an import, telling its form by its first characters.
   *
   * @throws BadImportException when it has none of the forms
   */
  public static AngoImportReader open(InputStream stream) throws IOException {
    InputStream text = unzipped(new BufferedInputStream(stream));
    String start = new String(peek(text, PEEKED), StandardCharsets.UTF_8);
    Matcher firstKey = FIRST_KEY.matcher(start);
    boolean isLines = firstKey.find() && !REQUEST_KEYS.contains(firstKey.group(1));
    return new AngoImportReader(isLines ? new LineSource(text) : new ListSource(text));
  }

  /** Opens lines of NDJSON; a line that is not JSON is a faulty item and no more. */
  public static AngoImportReader openLines(InputStream stream) {
    return new AngoImportReader(new LineSource(stream));
  }

  /**
   * Whether another element follows.
   *
   * @throws BadImportException when the text breaks off or is not JSON
   */
  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  /**
   * The next element.
   *
   * @throws BadImportException when the text breaks off or is not JSON
   */
  @Override
  public ImportEntry next() {
    return source.next();
  }

  /**
   * The other members of a request body, such as {@code project} and {@code mode}; complete only at
   * the end.
   */
  public Map<String, JsonNode> request() {
    return source.request();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static InputStream unzipped(BufferedInputStream stream) throws IOException {
    byte[] start = peek(stream, 2);
    if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
      return stream;
    }
    ZipInputStream zip = new ZipInputStream(stream, StandardCharsets.UTF_8);
    if (zip.getNextEntry() == null) {
      throw new BadImportException("The zip holds no file.");
    }
    return new BufferedInputStream(zip);
  }

  private static byte[] peek(InputStream stream, int length) throws IOException {
    stream.mark(length);
    byte[] start = stream.readNBytes(length);
    stream.reset();
    return start;
  }
}
