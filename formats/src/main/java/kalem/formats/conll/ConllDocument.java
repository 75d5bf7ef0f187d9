package kalem.formats.conll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines of one document as they are collected. */
final class ConllDocument {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final int WIDEST_GAP = 1 << 16;

  private final Optional<String> id;
  private final List<Line> lines = new ArrayList<>();
  private final List<TagColumn> tags;
  private boolean beginsSentence;
  private boolean hasOffsets = true;
  private int end;

  /**
   * The text of a document with what is marked in it.
   *
   * @param spans by layer and place
   */
  record Marked(String text, List<Span> spans) {}

  /**
   * An entity; offsets in UTF-16 units.
   *
   * @param isExact whether the text between the offsets is surely the original one: the kind of
   *     blanks is not kept
   */
  record Span(String title, int start, int end, boolean isExact) {}

  private record Line(String token, int start, boolean beginsSentence) {}

  ConllDocument(Optional<String> id, int layers) {
    this.id = id;
    this.tags = Stream.generate(TagColumn::new).limit(layers).toList();
  }

  Optional<String> id() {
    return id;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  int tokens() {
    return lines.size();
  }

  void endSentence() {
    beginsSentence = true;
    tags.forEach(TagColumn::close);
  }

  /** Takes a line; false when it has too few columns. */
  boolean add(String[] columns) {
    int layers = tags.size();
    if (columns.length <= layers) {
      return false;
    }
    String token = columns[0];
    lines.add(new Line(token, start(columns, layers), beginsSentence));
    beginsSentence = false;
    for (int i = 0; i < layers; i++) {
      tags.get(i).add(columns[columns.length - layers + i]);
    }
    return true;
  }

  /** The offset that the line gives; all count, or none does. */
  private int start(String[] columns, int layers) {
    hasOffsets &=
        columns.length == layers + 3
            && NUMBER.matcher(columns[1]).matches()
            && NUMBER.matcher(columns[2]).matches();
    if (!hasOffsets) {
      return 0;
    }
    int start = Integer.parseInt(columns[1]);
    hasOffsets =
        start >= end
            && start - end <= WIDEST_GAP
            && Integer.parseInt(columns[2]) - start == columns[0].length();
    end = start + columns[0].length();
    return start;
  }

  Marked marked() {
    tags.forEach(TagColumn::close);
    StringBuilder text = new StringBuilder();
    int[] starts = new int[lines.size()];
    for (int i = 0; i < starts.length; i++) {
      Line line = lines.get(i);
      fill(text, line, i == 0);
      starts[i] = text.length();
      text.append(line.token());
    }
    List<Span> spans = new ArrayList<>();
    for (TagColumn layer : tags) {
      for (TagColumn.Run run : layer.runs()) {
        int start = starts[run.first()];
        int stop = starts[run.last()] + lines.get(run.last()).token().length();
        boolean isExact = !hasOffsets || text.substring(start, stop).indexOf(' ') < 0;
        spans.add(new Span(run.title(), start, stop, isExact));
      }
    }
    return new Marked(text.toString(), spans);
  }

  private void fill(StringBuilder text, Line line, boolean isFirst) {
    int gap = hasOffsets ? line.start() - text.length() : isFirst ? 0 : 1;
    for (int i = 0; i < gap; i++) {
      text.append(i == 0 && line.beginsSentence() ? '\n' : ' ');
    }
  }
}
