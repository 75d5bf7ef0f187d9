package kalem.formats.ango;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.json.CompactJson;
import kalem.formats.BadImportException;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.LabeledRow.MaskFile;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Reads the elements of an import one at a time: a list, a request body with the list under {@code
 * jsonContent} or {@code labels}, lines of NDJSON, or a zip of files of these forms. Not for use by
 * several threads.
 */
public final class AngoImportReader implements LabelReader {
  private static final int PEEKED = 4096;
  private static final Pattern FIRST_KEY =
      Pattern.compile("^\\s*\\{\\s*\"([^\"]*)\"", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Set<String> REQUEST_KEYS =
      Set.of(
          "project",
          "jsonContent",
          "labels",
          "mode",
          "dryRun",
          "strict",
          "force",
          "keepUnknown",
          "createClasses");

  private final ElementSource source;
  private final Optional<ZipMasks> masks;
  private final FormatReport report = new FormatReport();

  private AngoImportReader(ElementSource source, Optional<ZipMasks> masks) {
    this.source = source;
    this.masks = masks;
  }

  /**
   * Opens an import, telling its form by its first characters.
   *
   * @throws BadImportException when it has none of the forms
   */
  public static AngoImportReader open(InputStream stream) throws IOException {
    return open(stream, Optional.empty());
  }

  /**
   * As {@link #open(InputStream)}, for a file: when it is a zip, masks that lie in it can be
   * opened.
   *
   * @param stream of the file, which is read once
   */
  public static AngoImportReader open(InputStream stream, Path file) throws IOException {
    return open(stream, Optional.of(file));
  }

  private static AngoImportReader open(InputStream stream, Optional<Path> file) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(stream);
    byte[] start = peek(buffered, 2);
    boolean isZip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
    return isZip
        ? new AngoImportReader(new ZipSource(buffered), file.map(ZipMasks::new))
        : new AngoImportReader(text(buffered, 0), Optional.empty());
  }

  /** Whether a file holds labels in one of these forms; never throws for odd content. */
  public static boolean recognizes(Path file) throws IOException {
    return OwnForm.recognizes(file);
  }

  /** A text that is no zip. */
  static ElementSource text(InputStream stream, long firstIndex) throws IOException {
    BufferedInputStream text = new BufferedInputStream(stream);
    passByteOrderMark(text);
    String start = new String(peek(text, PEEKED), StandardCharsets.UTF_8);
    Matcher firstKey = FIRST_KEY.matcher(start);
    boolean isItem = firstKey.find() && !REQUEST_KEYS.contains(firstKey.group(1));
    // Only a single item that was laid out for people has its brace in a line of its own.
    boolean isSingle = isItem && start.strip().split("\\R", 2)[0].equals("{");
    return isItem && !isSingle
        ? new LineSource(text, firstIndex)
        : new ListSource(text, isSingle, firstIndex);
  }

  private static void passByteOrderMark(BufferedInputStream text) throws IOException {
    byte[] start = peek(text, 4);
    if (start.length >= 3
        && start[0] == (byte) 0xEF
        && start[1] == (byte) 0xBB
        && start[2] == (byte) 0xBF) {
      text.skipNBytes(3);
      return;
    }
    for (byte each : start) {
      if (each == 0 || each == (byte) 0xFE || each == (byte) 0xFF) {
        throw new BadImportException("The text is not in UTF-8.");
      }
    }
  }

  /** The labels of an element that is in memory, as text in which the lists have been found. */
  public static LabelSource.Text text(JsonNode element) {
    MemoryPart text = new MemoryPart(CompactJson.text(element).getBytes(StandardCharsets.UTF_8));
    try (JsonParser tokens = text.tokens()) {
      tokens.nextToken();
      ItemScanner scanner = new ItemScanner(tokens, 0);
      scanner.scan();
      return scanner.labels(text);
    }
  }

  /** Opens lines of NDJSON; a line that is not JSON is a faulty item and no more. */
  public static AngoImportReader openLines(InputStream stream) {
    return new AngoImportReader(new LineSource(stream, 0), Optional.empty());
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
   * Passes over the next element, several times as fast as reading it.
   *
   * @throws BadImportException when the text breaks off or is not JSON
   */
  public void skip() {
    source.skip();
  }

  /**
   * The other members of a request body, such as {@code project} and {@code mode}; complete only at
   * the end.
   */
  public Map<String, JsonNode> request() {
    return source.request();
  }

  /** Empty: the labels name classes of the project itself. */
  @Override
  public List<FoundClass> classes() {
    return List.of();
  }

  /** Empty: nothing is left out in reading. */
  @Override
  public FormatReport report() {
    return report;
  }

  @Override
  public Optional<MaskFile> mask(String address) {
    return masks.flatMap(beside -> beside.find(address));
  }

  @Override
  public void close() {
    try {
      if (masks.isPresent()) {
        masks.get().close();
      }
      source.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] peek(InputStream stream, int length) throws IOException {
    stream.mark(length);
    byte[] start = stream.readNBytes(length);
    stream.reset();
    return start;
  }
}
