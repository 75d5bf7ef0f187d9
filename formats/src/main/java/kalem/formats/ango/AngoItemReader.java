package kalem.formats.ango;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.ProblemCode;
import kalem.formats.BadImportException;
import kalem.formats.ImportEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the files of an export or import as import items, with the place of each. Unlike {@link
 * AngoRowReader} it changes nothing, so that every fault can be told where it stands. Not for use
 * by several threads.
 */
public final class AngoItemReader implements Iterator<AngoItemReader.Item>, AutoCloseable {
  private static final Set<String> KEYS =
      Set.of(
          "task",
          "tasks",
          "objects",
          "tools",
          "classifications",
          "relations",
          "answer",
          "brushDataUrl");

  private final Elements elements;
  private Optional<JsonParser> upcoming = Optional.empty();

  /**
   * An item and where it stands.
   *
   * @param path such as {@code [12]}, after the file's name when there are several
   */
  public record Item(String path, ImportEntry entry) {}

  private AngoItemReader(Elements elements) {
    this.elements = elements;
  }

  /**
   * Opens the data files.
   *
   * @param root a file, or a folder, which may lie in a zip
   * @throws BadImportException when there is none
   */
  public static AngoItemReader open(Path root) throws IOException {
    return new AngoItemReader(new Elements(DataFiles.under(root)));
  }

  /** Whether the files hold rows or items; never throws for odd content. */
  public static boolean recognizes(Path root) throws IOException {
    List<Path> files;
    try {
      files = DataFiles.under(root);
    } catch (BadImportException none) {
      return false;
    }
    try (Elements elements = new Elements(files.subList(0, 1))) {
      Optional<JsonParser> tokens = elements.next();
      return tokens.isPresent() && looksLikeItem(tokens.get());
    } catch (BadImportException | JacksonException otherFormat) {
      return false;
    }
  }

  private static boolean looksLikeItem(JsonParser tokens) {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      if (KEYS.contains(tokens.currentName())) {
        return true;
      }
      tokens.nextToken();
      tokens.skipChildren();
    }
    return false;
  }

  /**
   * Whether another item follows.
   *
   * @throws BadImportException when the text breaks off or is not JSON
   */
  @Override
  public boolean hasNext() {
    if (upcoming.isEmpty()) {
      upcoming = elements.next();
    }
    return upcoming.isPresent();
  }

  /**
   * The next item.
   *
   * @throws BadImportException when the text breaks off or is not JSON
   */
  @Override
  public Item next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    JsonParser tokens = upcoming.orElseThrow();
    upcoming = Optional.empty();
    return new Item(elements.path(), entry(tokens));
  }

  private ImportEntry entry(JsonParser tokens) {
    long index = elements.index();
    try {
      JsonNode tree = tokens.readValueAsTree();
      return ImportItems.of(index, tree);
    } catch (JacksonException broken) {
      elements.passOver(broken);
      return ImportItems.faulty(
          index,
          JsonNodeFactory.instance.objectNode(),
          ProblemCode.NOT_JSON,
          "The line is not JSON.");
    }
  }

  @Override
  public void close() {
    try {
      elements.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
