package kalem.formats.ango;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import kalem.formats.BadImportException;
import kalem.formats.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The elements of several files of JSON, one after the other: lists, single documents, or lines. An
 * element is handed out as tokens, so that it needs no memory of its own.
 */
final class Elements implements AutoCloseable {
  /** Several parsers read from one stream, line by line, so none may close it. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(Limits.json()).build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final Deque<Path> files;
  private final boolean areSeveral;
  private String fileName = "";
  private long index = -1;
  private @Nullable InputStream stream;
  private @Nullable JsonParser tokens;
  private boolean isInList;

  Elements(List<Path> files) {
    this.files = new ArrayDeque<>(files);
    this.areSeveral = files.size() > 1;
  }

  /**
   * Goes to the next element; the one before must have been read to its last token.
   *
   * @return tokens that stand on the first one of the element; nothing at the end
   * @throws BadImportException when the text is broken here
   */
  Optional<JsonParser> next() {
    try {
      while (tokens != null || open()) {
        JsonParser parser = tokens;
        if (parser != null && toElement(parser)) {
          index++;
          return Optional.of(parser);
        }
        tokens = null;
      }
      return Optional.empty();
    } catch (JacksonException broken) {
      throw notJson(broken);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where the element stands, such as {@code [12]}. */
  String path() {
    return areSeveral ? fileName + "[" + index + "]" : "[" + index + "]";
  }

  /** Position of the element in its file, from 0. */
  long index() {
    return index;
  }

  /**
   * Goes on after an element that is no JSON.
   *
   * @throws BadImportException when it is not a line by itself, so that nothing can follow
   */
  void passOver(JacksonException broken) {
    if (!(stream instanceof LineStream) || broken instanceof JacksonIOException) {
      throw notJson(broken);
    }
    tokens = null;
  }

  private boolean open() throws IOException {
    if (stream instanceof LineStream lines) {
      if (lines.toNextLine()) {
        isInList = false;
        tokens = MAPPER.createParser(lines);
        return true;
      }
    }
    close();
    Path file = files.poll();
    if (file == null) {
      return false;
    }
    fileName = String.valueOf(file.getFileName());
    index = -1;
    isInList = false;
    InputStream bytes = Files.newInputStream(file);
    stream = DataFiles.isLines(file) ? new LineStream(bytes) : new BufferedInputStream(bytes);
    tokens = MAPPER.createParser(stream);
    return true;
  }

  private boolean toElement(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_ARRAY && !isInList) {
      isInList = true;
      token = parser.nextToken();
    }
    while (token == JsonToken.END_ARRAY) {
      isInList = false;
      token = parser.nextToken();
    }
    return token != null;
  }

  private BadImportException notJson(JacksonException broken) {
    TokenStreamLocation place = broken.getLocation();
    String where =
        place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    return new BadImportException(fileName + " is not JSON" + where + ".", broken);
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
    stream = null;
    tokens = null;
  }
}
