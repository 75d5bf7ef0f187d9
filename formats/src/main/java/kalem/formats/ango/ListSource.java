package kalem.formats.ango;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
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
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Elements of a list, either the text itself or one member of a request body. */
final class ListSource implements ElementSource {
  private static final Set<String> LIST_KEYS = Set.of("jsonContent", "labels");
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final JsonParser tokens;
  private final Map<String, JsonNode> request = new LinkedHashMap<>();
  private final boolean isRequest;
  private Optional<ListSource> embedded = Optional.empty();
  private boolean hasList;
  private boolean hasElement;
  private long index;

  /**
   * @param firstIndex position of the first element among all of the import
   */
  ListSource(InputStream stream, long firstIndex) {
    this.index = firstIndex;
    this.tokens = MAPPER.createParser(stream);
    JsonToken first = nextToken();
    this.isRequest = first == JsonToken.START_OBJECT;
    if (isRequest) {
      findList();
    } else if (first == JsonToken.START_ARRAY) {
      hasList = true;
      toElement();
    } else {
      throw new BadImportException("An import is a list of items.");
    }
  }

  /** Collects members up to the list; the text ends without one when there is none. */
  private void findList() {
    while (nextToken() == JsonToken.PROPERTY_NAME) {
      String key = tokens.currentName();
      JsonToken value = nextToken();
      if (!LIST_KEYS.contains(key)) {
        request.put(key, tree());
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
    return new ListSource(
        new ByteArrayInputStream(tokens.getString().getBytes(StandardCharsets.UTF_8)), index);
  }

  private void end() {
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
    if (embedded.isPresent()) {
      return nextEmbedded(embedded.get());
    }
    ImportEntry entry = ImportItems.of(index++, tree());
    toElement();
    return entry;
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
    index++;
    pass();
    toElement();
  }

  private void pass() {
    try {
      tokens.skipChildren();
    } catch (JacksonException broken) {
      throw notJson(broken);
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

  private JsonNode tree() {
    try {
      return tokens.readValueAsTree();
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
  public void close() {
    tokens.close();
  }
}
