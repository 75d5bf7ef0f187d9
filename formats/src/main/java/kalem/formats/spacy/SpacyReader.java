package kalem.formats.spacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.formats.FileList;
import kalem.formats.QueuedReader;
import kalem.formats.spacy.Elements.BrokenLineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one text at a time, from lines or from a list, in either form. */
final class SpacyReader extends QueuedReader {
  private final Path root;
  private final Iterator<Path> files;
  private Optional<Elements> source = Optional.empty();
  private String file = "";

  SpacyReader(Path root, List<Path> files) {
    this.root = root;
    this.files = files.iterator();
  }

  @Override
  protected boolean step() {
    try {
      if (source.isEmpty() && !nextFile()) {
        return false;
      }
      Optional<JsonNode> element = source.orElseThrow().next();
      element.ifPresent(this::document);
      if (element.isEmpty()) {
        close();
      }
    } catch (BrokenLineException broken) {
      fault(Optional.empty(), file + ", line " + broken.line() + ": This is not JSON.");
    } catch (IOException | JacksonException broken) {
      fault(Optional.empty(), file + " breaks off or is not JSON; the rest of it was not read.");
      close();
    }
    return true;
  }

  private boolean nextFile() throws IOException {
    if (!files.hasNext()) {
      return false;
    }
    Path next = files.next();
    file = FileList.name(root, next);
    source = Optional.of(Elements.open(next));
    return true;
  }

  private void document(JsonNode node) {
    JsonNode text = node.isArray() ? node.path(0) : node.path("text");
    if (!text.isString()) {
      fault(Optional.empty(), "An element of " + file + " has no text.");
      return;
    }
    ObjectNode labels = labels();
    Spans spans = new Spans(text.stringValue(), (ArrayNode) labels.path("objects"));
    marks(node).forEach(spans::add);
    labels.put("data", text.stringValue());
    if (!node.path("cats").isEmpty() || !node.path(1).path("cats").isEmpty()) {
      report().leftOut("Categories of a whole text are not read.", file);
    }
    add(node.path("title").stringValueOpt(), labels, spans.count());
  }

  /** Everything marked, in whichever of the forms. */
  private static Stream<JsonNode> marks(JsonNode node) {
    JsonNode pair = node.path(1);
    return Stream.of(
            node.path("ents").valueStream(),
            listed(node.path("spans")),
            pair.path("entities").valueStream(),
            listed(pair.path("spans")))
        .flatMap(each -> each);
  }

  /** Spans are a list, or a list per group. */
  private static Stream<JsonNode> listed(JsonNode spans) {
    return spans.isObject()
        ? spans.valueStream().flatMap(JsonNode::valueStream)
        : spans.valueStream();
  }

  /** Turns marks of one text into objects. */
  private final class Spans {
    private final String text;
    private final CodePoints offsets;
    private final ArrayNode objects;

    Spans(String text, ArrayNode objects) {
      this.text = text;
      this.offsets = new CodePoints(text);
      this.objects = objects;
    }

    long count() {
      return objects.size();
    }

    void add(JsonNode mark) {
      JsonNode label = mark.isArray() ? mark.path(2) : mark.path("label");
      int from = unit(mark.isArray() ? mark.path(0) : mark.path("start"));
      int to = unit(mark.isArray() ? mark.path(1) : mark.path("end"));
      if (from < 0 || to <= from || !label.isString()) {
        report().leftOut("An entity lies outside its text or has no label.", file);
        return;
      }
      Optional<String> selection = Optional.of(text.substring(from, to));
      objects.add(entity(label.stringValue(), from, to, selection));
    }

    private int unit(JsonNode offset) {
      return offset.isInt() && offset.intValue() >= 0 ? offsets.toUnits(offset.intValue()) : -1;
    }
  }

  @Override
  public void close() {
    try {
      if (source.isPresent()) {
        source.get().close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    source = Optional.empty();
  }
}
