package kalem.formats.spacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kalem.annotation.json.JsonText;
import kalem.formats.Limits;
import kalem.formats.TextLines;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The elements of a file: one per line, or those of one list, or a single one. */
sealed interface Elements extends AutoCloseable {
  /** The next element; nothing after the last one. */
  Optional<JsonNode> next() throws IOException;

  @Override
  void close() throws IOException;

  /** A line is not JSON; the next ones may be. */
  final class BrokenLineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;

    BrokenLineException(long line, Throwable cause) {
      super(cause);
      this.line = line;
    }

    long line() {
      return line;
    }
  }

  /** Opens a file, telling its layout by its first line. */
  static Elements open(Path file) throws IOException {
    Optional<JsonNode> first;
    try (Lines lines =
        new Lines(new TextLines(Files.newInputStream(file), Limits.LINE_CHARACTERS))) {
      first = lines.next();
    } catch (BrokenLineException broken) {
      first = Optional.empty();
    }
    boolean isLines = first.isPresent() && !first.get().path(0).isContainer();
    return isLines
        ? new Lines(new TextLines(Files.newInputStream(file), Limits.LINE_CHARACTERS))
        : Tree.open(file);
  }

  /** An element per line. */
  record Lines(TextLines lines) implements Elements {
    @Override
    public Optional<JsonNode> next() throws IOException {
      Optional<String> line = lines.next();
      while (line.isPresent() && line.get().isBlank()) {
        line = lines.next();
      }
      if (line.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(JsonText.parse(line.get()));
      } catch (IllegalArgumentException broken) {
        throw new BrokenLineException(lines.number(), broken);
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  /** The elements of a list, or one element over several lines. */
  record Tree(JsonParser tokens) implements Elements {
    private static final ObjectMapper MAPPER =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(Limits.json()).build())
            .build();

    static Tree open(Path file) throws IOException {
      BufferedReader text =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
      text.mark(1);
      if (text.read() != '\uFEFF') {
        text.reset();
      }
      JsonParser tokens = MAPPER.createParser(text);
      try {
        tokens.nextToken();
      } catch (JacksonException broken) {
        tokens.close();
        throw broken;
      }
      return new Tree(tokens);
    }

    @Override
    public Optional<JsonNode> next() {
      if (tokens.currentToken() == JsonToken.START_OBJECT) {
        JsonNode only = tokens.readValueAsTree();
        tokens.clearCurrentToken();
        return Optional.of(only);
      }
      if (tokens.currentToken() == null) {
        return Optional.empty();
      }
      JsonToken token = tokens.nextToken();
      return token == null || token == JsonToken.END_ARRAY
          ? Optional.empty()
          : Optional.of(tokens.readValueAsTree());
    }

    @Override
    public void close() {
      tokens.close();
    }
  }
}
