package kalem.formats.datumaro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.FoundClasses;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads Datumaro's files one after the other, item by item. */
final class DatumaroReader implements LabelReader {
  private final Iterator<Path> files;
  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private Optional<ImportEntry> upcoming = Optional.empty();
  private @Nullable OpenFile open;
  private long index;
  private boolean hasFound;

  DatumaroReader(Path root) {
    this.files = DatumaroFiles.of(root);
  }

  @Override
  public boolean hasNext() {
    while (upcoming.isEmpty() && (open != null || files.hasNext())) {
      upcoming = read();
    }
    if (!hasFound && upcoming.isEmpty()) {
      throw new BadImportException("There is no JSON file with categories and items.");
    }
    return upcoming.isPresent();
  }

  @Override
  public ImportEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ImportEntry entry = upcoming.orElseThrow();
    upcoming = Optional.empty();
    index++;
    return entry;
  }

  private Optional<ImportEntry> read() {
    OpenFile file = open;
    String name = "";
    try {
      if (file == null) {
        Path path = files.next();
        name = String.valueOf(path.getFileName());
        file = new OpenFile(path, name);
        open = file;
      }
      name = file.name;
      Optional<ImportEntry> entry = file.next();
      if (entry.isEmpty()) {
        closeFile();
      }
      return entry;
    } catch (JacksonException | IOException broken) {
      closeFile();
      Problem problem =
          new Problem(ProblemCode.NOT_JSON, "[" + index + "]", name + " is not sound JSON.");
      hasFound = true;
      return Optional.of(new FaultyItem(index, Optional.of(name), problem));
    }
  }

  private void closeFile() {
    if (open != null) {
      open.tokens.close();
    }
    open = null;
  }

  @Override
  public List<FoundClass> classes() {
    return classes.list();
  }

  @Override
  public FormatReport report() {
    return report;
  }

  @Override
  public void close() {
    closeFile();
  }

  /** A file whose items come one by one. */
  private final class OpenFile {
    private final String name;
    private final CategoryReader categories;
    private final JsonParser tokens;
    private boolean isInItems;

    /** The categories may stand behind the items, so they are looked for first. */
    OpenFile(Path path, String name) throws IOException {
      this.name = name;
      this.categories = categories(path);
      this.tokens = ForeignJson.mapper().createParser(Files.newInputStream(path));
      tokens.nextToken();
    }

    private CategoryReader categories(Path path) throws IOException {
      try (InputStream stream = Files.newInputStream(path);
          JsonParser all = ForeignJson.mapper().createParser(stream)) {
        all.nextToken();
        while (all.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean isFound = all.currentName().equals("categories");
          all.nextToken();
          if (isFound) {
            JsonNode found = all.readValueAsTree();
            return CategoryReader.of(found, classes);
          }
          all.skipChildren();
        }
      }
      return CategoryReader.of(JsonNodeFactory.instance.objectNode(), classes);
    }

    Optional<ImportEntry> next() {
      while (isInItems || toItems()) {
        hasFound = true;
        if (tokens.nextToken() == JsonToken.END_ARRAY) {
          isInItems = false;
          continue;
        }
        JsonNode item = tokens.readValueAsTree();
        return Optional.of(entry(item));
      }
      return Optional.empty();
    }

    private ImportEntry entry(JsonNode item) {
      if (!item.isObject() || item.path("id").asString("").isEmpty()) {
        String path = "[" + index + "]";
        return new FaultyItem(
            index,
            Optional.empty(),
            new Problem(ProblemCode.BAD_VALUE, path, "An item must be an object with an id."));
      }
      return new ItemReader(item, categories, classes, report).read(index);
    }

    private boolean toItems() {
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = tokens.currentName();
        if (tokens.nextToken() == JsonToken.START_ARRAY && key.equals("items")) {
          isInItems = true;
          return true;
        }
        tokens.skipChildren();
      }
      return false;
    }
  }
}
