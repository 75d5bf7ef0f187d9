package kalem.formats.webvtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FileList;
import kalem.formats.FileNames;
import kalem.formats.FoundClass;
import kalem.formats.Limits;
import kalem.formats.QueuedReader;
import kalem.formats.TextLines;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one file, which is one recording, at a time. */
final class WebVttReader extends QueuedReader {
  private static final Pattern HEADER = Pattern.compile("WEBVTT(?:[ \\t]+(.*))?");
  private static final Pattern TIMES = Pattern.compile("\\s*(\\S+)\\s+-->\\s+(\\S+)(?:\\s.*)?");
  private static final String ARROW = "-->";

  private final Path root;
  private final Iterator<Path> files;
  private final String otherwise;
  private final String question;

  /**
   * @param otherwise class of cues without a voice
   * @param question title of the question with the words
   */
  WebVttReader(Path root, List<Path> files, String otherwise, String question) {
    this.root = root;
    this.files = files.iterator();
    this.otherwise = otherwise;
    this.question = question;
  }

  @Override
  protected boolean step() {
    if (!files.hasNext()) {
      return false;
    }
    Path file = files.next();
    String name = FileList.name(root, file);
    try (TextLines lines = new TextLines(Files.newInputStream(file), Limits.LINE_CHARACTERS)) {
      read(name, lines);
    } catch (IOException unreadable) {
      fault(
          Optional.of(FileNames.stem(name)), name + " can not be read: " + unreadable.getMessage());
    }
    return true;
  }

  private void read(String name, TextLines lines) throws IOException {
    Matcher header = HEADER.matcher(lines.next().orElse(""));
    if (!header.matches()) {
      fault(Optional.of(FileNames.stem(name)), name + " does not begin with WEBVTT.");
      return;
    }
    String externalId =
        Optional.ofNullable(header.group(1))
            .map(String::strip)
            .filter(title -> !title.isEmpty())
            .orElse(FileNames.stem(name));
    ObjectNode labels = labels();
    ArrayNode objects = (ArrayNode) labels.path("objects");
    Optional<String> line = lines.next();
    while (line.isPresent()) {
      if (line.get().contains(ARROW)) {
        long at = lines.number();
        cue(line.get(), payload(lines), name + ": line " + at, objects);
        if (objects.size() > Limits.OBJECTS) {
          throw new IOException("there are more than " + Limits.OBJECTS + " cues");
        }
      }
      line = lines.next();
    }
    add(Optional.of(externalId), labels, objects.size());
  }

  /** The lines up to an empty one. */
  private static String payload(TextLines lines) throws IOException {
    StringBuilder payload = new StringBuilder();
    Optional<String> line = lines.next();
    while (line.isPresent() && !line.get().isEmpty()) {
      if (payload.length() > Limits.LINE_CHARACTERS) {
        throw new IOException("a cue is longer than " + Limits.LINE_CHARACTERS + " characters");
      }
      payload.append(payload.isEmpty() ? "" : "\n").append(line.get());
      line = lines.next();
    }
    return payload.toString();
  }

  private void cue(String times, String payload, String place, ArrayNode objects) {
    Matcher matcher = TIMES.matcher(times);
    OptionalLong start = matcher.matches() ? CueTime.parse(matcher.group(1)) : OptionalLong.empty();
    OptionalLong end = start.isPresent() ? CueTime.parse(matcher.group(2)) : OptionalLong.empty();
    if (start.isEmpty() || end.isEmpty() || end.getAsLong() <= start.getAsLong()) {
      report().leftOut("A cue needs a start and a later end.", place);
      return;
    }
    CueText text = CueText.parse(payload);
    String title = text.voice().orElse(otherwise);
    ObjectNode object = entity(title, start.getAsLong() / 1000.0, end.getAsLong() / 1000.0);
    if (!text.words().isEmpty()) {
      FoundClass words = FoundClass.of(ClassKind.TEXT, question);
      found(new FoundClass(ClassKind.ENTITY, title, List.of(), List.of(words)));
      object
          .putArray("classifications")
          .addObject()
          .put("title", question)
          .put("answer", text.words());
    }
    objects.add(object);
  }

  @Override
  public void close() {}
}
