package kalem.formats.ango;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import kalem.formats.BadImportException;
import kalem.formats.ImportEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Elements of a list, either the text itself or one member of a request body; or the one element
 * that is the text itself.
 */
final class ListSource implements ElementSource {
  private static final Set<String> LIST_KEYS = Set.of("jsonContent", "labels");

  private final ElementText text;
  private final JsonParser tokens;
  private final Map<String, JsonNode> request = new LinkedHashMap<>();
  private final boolean isRequest;
  private final boolean isSingle;
  private Optional<ListSource> embedded = Optional.empty();
  private boolean hasList;
  private boolean hasElement;
  private long index;

  /**
   * A source before its first element.
   *
   * @param isSingle the text is one element and no list
   * @param firstIndex position of the first element among all of the import
   */
  ListSource(InputStream stream, boolean isSingle, long firstIndex) {
    this.index = firstIndex;
    this.isSingle = isSingle;
    this.text = new ElementText(stream);
    this.tokens = MemoryPart.MAPPER.createParser(text);
    JsonToken first = nextToken();
    if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
      throw new BadImportException("An import is a list of items.");
    }
    this.isRequest = first == JsonToken.START_OBJECT && !isSingle;
    if (isSingle) {
      hasElement = true;
    } else if (isRequest) {
      findList();
    } else {
      hasList = true;
      toElement();
    }
  }

  /** Collects members up to the list; the text ends without one when there is none. */
  private void findList() {
    while (nextToken() == JsonToken.PROPERTY_NAME) {
      String key = tokens.currentName();
      JsonToken value = nextToken();
      if (!LIST_KEYS.contains(key)) {
        member(key, value);
      } else if (hasList) {
        throw new BadImportException("Give either jsonContent or labels, not both.");
      } else if (value == JsonToken.VALUE_STRING) {
        hasList = true;
        embedded = Optional.of(textOfList());
        hasElement = embedded.get().hasNext();
        if (hasElement) {
          return;
        }
      } else if (value != JsonToken.START_ARRAY) {
        throw new BadImportException(key + " must be a list of items.");
      } else {
        hasList = true;
        toElement();
        return;
      }
    }
    if (!hasList) {
      throw new BadImportException("The request holds neither jsonContent nor labels.");
    }
    end();
  }

  /** Clients may send the list as JSON text inside the request (api.md 8.10). */
  private ListSource textOfList() {
    try {
      return new ListSource(
          new ByteArrayInputStream(tokens.getString().getBytes(StandardCharsets.UTF_8)),
          false,
          index);
    } catch (JacksonException broken) {
      throw notJson(broken);
    }
  }

  private void end() {
    hasElement = false;
    try {
      if (tokens.nextToken() != null) {
        throw new BadImportException("Something follows after the list of items.");
      }
    } catch (JacksonException broken) {
      throw notJson(broken);
    }
  }

  private void toElement() {
    hasElement = nextToken() != JsonToken.END_ARRAY;
    if (!hasElement && isRequest) {
      findList();
    } else if (!hasElement) {
      end();
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
    return embedded.isPresent() ? nextEmbedded(embedded.get()) : scanned();
  }

  private ImportEntry scanned() {
    try {
      ItemScanner scanner = new ItemScanner(tokens, index++);
      text.begin(scanner.start());
      ImportEntry entry = scanner.entry(text.end(scanner.scan()));
      afterElement();
      return entry;
    } catch (JacksonException broken) {
      throw notJson(broken);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void afterElement() {
    if (isSingle) {
      end();
    } else {
      toElement();
    }
  }

  @Override
  public void skip() {
    if (!hasElement) {
      throw new NoSuchElementException();
    }
    if (embedded.isPresent()) {
      nextEmbedded(embedded.get());
      return;
    }
    try {
      index++;
      text.begin(tokens.currentTokenLocation().getByteOffset());
      text.pass();
      tokens.skipChildren();
      afterElement();
    } catch (JacksonException broken) {
      throw notJson(broken);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private ImportEntry nextEmbedded(ListSource list) {
    ImportEntry entry = list.next();
    hasElement = list.hasNext();
    if (!hasElement) {
      findList();
    }
    return entry;
  }

  @Override
  public Map<String, JsonNode> request() {
    return Collections.unmodifiableMap(request);
  }

  /**
   * No option is a list or an object; these may be of any size, so an empty one stands for them.
   */
  private void member(String key, JsonToken value) {
    try {
      switch (value) {
        case START_OBJECT -> request.put(key, JsonNodeFactory.instance.objectNode());
        case START_ARRAY -> request.put(key, JsonNodeFactory.instance.arrayNode());
        default -> request.put(key, tokens.readValueAsTree());
      }
      tokens.skipChildren();
    } catch (JacksonException broken) {
      throw notJson(broken);
    }
  }

  private JsonToken nextToken() {
    JsonToken token;
    try {
      token = tokens.nextToken();
    } catch (JacksonException broken) {
      throw notJson(broken);
    }
    if (token == null) {
      throw new BadImportException("The text ends too early.");
    }
    return token;
  }

  private static BadImportException notJson(JacksonException broken) {
    TokenStreamLocation place = broken.getLocation();
    String where =
        place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    return new BadImportException("The text is not JSON" + where + ".", broken);
  }

  @Override
  public void close() throws IOException {
    tokens.close();
    text.close();
  }
}
