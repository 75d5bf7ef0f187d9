package kalem.formats.rttm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kalem.formats.FileList;
import kalem.formats.Limits;
import kalem.formats.QueuedReader;
import kalem.formats.TextLines;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the lines of one recording at a time. Lines of a recording that do not stand together make
 * several items, which an import puts together again.
 */
final class RttmReader extends QueuedReader {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,12})?");

  private final Path root;
  private final Iterator<Path> files;
  private final String extension;
  private Optional<TextLines> lines = Optional.empty();
  private String file = "";
  private String recording = "";
  private ObjectNode labels = labels();

  RttmReader(Path root, List<Path> files, String extension) {
    this.root = root;
    this.files = files.iterator();
    this.extension = extension;
  }

  @Override
  protected boolean step() {
    try {
      if (lines.isEmpty()) {
        if (!files.hasNext()) {
          return false;
        }
        Path next = files.next();
        file = FileList.name(root, next);
        lines = Optional.of(new TextLines(Files.newInputStream(next), Limits.LINE_CHARACTERS));
      }
      recording(lines.orElseThrow());
    } catch (IOException unreadable) {
      emit();
      fault(Optional.empty(), file + " can not be read: " + unreadable.getMessage());
      close();
    }
    return true;
  }

  /** Reads until something is queued or the file ends. */
  private void recording(TextLines source) throws IOException {
    for (Optional<String> line = source.next(); line.isPresent(); line = source.next()) {
      String text = line.get().strip();
      if (text.isEmpty() || text.startsWith(";;")) {
        continue;
      }
      String[] fields = BLANKS.split(text);
      if (!fields[0].equals("SPEAKER")) {
        report().leftOut("Only SPEAKER lines are read.", place(source));
      } else if (fields.length < 8 || !isTime(fields[3]) || !isTime(fields[4])) {
        report().leftOut("A SPEAKER line needs a start, a duration and a name.", place(source));
      } else if (take(fields)) {
        return;
      }
    }
    emit();
    close();
  }

  private String place(TextLines source) {
    return file + ": line " + source.number();
  }

  private static boolean isTime(String field) {
    return SECONDS.matcher(field).matches();
  }

  /** Takes a line; true when it began another recording and the one before was queued. */
  private boolean take(String[] fields) {
    boolean isNew = !fields[1].equals(recording) || labels.path("objects").size() == Limits.OBJECTS;
    boolean isQueued = isNew && emit();
    recording = fields[1];
    double start = Double.parseDouble(fields[3]);
    double end = rounded(start + Double.parseDouble(fields[4]));
    if (end > start) {
      ((ArrayNode) labels.path("objects")).add(entity(fields[7], start, end));
    } else {
      report().leftOut("A part of a recording has no length.", recording);
    }
    return isQueued;
  }

  /** The sum of two decimal numbers, without what binary fractions add at the end. */
  private static double rounded(double seconds) {
    return Math.rint(seconds * 1e9) / 1e9;
  }

  private boolean emit() {
    int count = labels.path("objects").size();
    if (count == 0) {
      return false;
    }
    add(Optional.of(recording + extension), labels, count);
    labels = labels();
    return true;
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
    recording = "";
    labels = labels();
  }
}
