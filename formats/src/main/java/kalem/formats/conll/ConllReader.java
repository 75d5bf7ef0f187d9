package kalem.formats.conll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kalem.formats.FileList;
import kalem.formats.FileNames;
import kalem.formats.Limits;
import kalem.formats.QueuedReader;
import kalem.formats.TextLines;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one document at a time. */
final class ConllReader extends QueuedReader {
  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern START =
      Pattern.compile(
          "-DOCSTART-(?:[ \\t]+\\((.*)\\))?.*|#begin document \\((.*)\\).*|# newdoc(?: id ="
              + " (.*))?");
  private static final Pattern COMMENT =
      Pattern.compile("#(?:end document.*| [\\w.]+ = .*| newpar.*)");

  private final Path root;
  private final Iterator<Path> files;
  private final int layers;
  private Optional<TextLines> lines = Optional.empty();
  private Optional<ConllDocument> upcoming = Optional.empty();

  ConllReader(Path root, List<Path> files, int layers) {
    this.root = root;
    this.files = files.iterator();
    this.layers = layers;
  }

  @Override
  protected boolean step() {
    try {
      if (lines.isEmpty() && !nextFile()) {
        return false;
      }
      document(lines.orElseThrow());
    } catch (IOException unreadable) {
      fault(
          upcoming.flatMap(ConllDocument::id),
          Optional.ofNullable(unreadable.getMessage()).orElse("The file can not be read."));
      close();
    }
    return true;
  }

  private boolean nextFile() throws IOException {
    if (!files.hasNext()) {
      return false;
    }
    Path file = files.next();
    String name = FileNames.stem(FileList.name(root, file));
    upcoming = Optional.of(new ConllDocument(Optional.of(name), layers));
    lines = Optional.of(new TextLines(Files.newInputStream(file), Limits.LINE_CHARACTERS));
    return true;
  }

  /** Reads up to the start of the next document, or to the end of the file. */
  private void document(TextLines source) throws IOException {
    ConllDocument document = upcoming.orElseThrow();
    for (Optional<String> line = source.next(); line.isPresent(); line = source.next()) {
      String text = line.get();
      Matcher start = START.matcher(text);
      if (start.matches()) {
        emit(document);
        upcoming = Optional.of(new ConllDocument(id(start, document), layers));
        return;
      }
      take(text, document, source);
    }
    emit(document);
    close();
  }

  /** Before its first token a document without an id goes by the name of the file. */
  private static Optional<String> id(Matcher start, ConllDocument before) {
    for (int group = 1; group <= start.groupCount(); group++) {
      if (start.group(group) != null) {
        return Optional.of(start.group(group));
      }
    }
    return before.isEmpty() ? before.id() : Optional.empty();
  }

  private void take(String text, ConllDocument document, TextLines source) throws IOException {
    if (text.isBlank()) {
      document.endSentence();
      return;
    }
    if (COMMENT.matcher(text).matches()) {
      return;
    }
    if (document.tokens() == Limits.OBJECTS) {
      throw new IOException("A document holds more than " + Limits.OBJECTS + " tokens.");
    }
    if (!document.add(BLANKS.split(text.strip()))) {
      report()
          .leftOut(
              "A line has no tag.",
              document.id().orElse("a document") + ": line " + source.number());
    }
  }

  private void emit(ConllDocument document) {
    if (document.isEmpty()) {
      return;
    }
    ConllDocument.Marked marked = document.marked();
    ObjectNode labels = labels();
    ArrayNode objects = (ArrayNode) labels.path("objects");
    for (ConllDocument.Span span : marked.spans()) {
      Optional<String> selection =
          Optional.of(marked.text().substring(span.start(), span.end()))
              .filter(text -> span.isExact());
      objects.add(entity(span.title(), span.start(), span.end(), selection));
    }
    labels.put("data", marked.text());
    add(document.id(), labels, objects.size());
  }

  @Override
  public void close() {
    try {
      if (lines.isPresent()) {
        lines.get().close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    lines = Optional.empty();
    upcoming = Optional.empty();
  }
}
