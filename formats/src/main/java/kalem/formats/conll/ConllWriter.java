package kalem.formats.conll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.EntitySpan;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.conll.Tokens.Token;

/** Writes a file per asset, or one for all. */
final class ConllWriter implements LabelWriter {
  private static final String SINGLE_FILE = "annotations" + ConllFormat.ENDING;

  private final FileSink files;
  private final CategorySchema schema;
  private final Layout layout;
  private final FileNames names = new FileNames();
  private final FormatReport report = new FormatReport();
  private Optional<FileText> single = Optional.empty();

  /**
   * How lines are laid out.
   *
   * @param offsets two columns with the place of the token
   * @param layers columns with tags
   */
  record Layout(boolean offsets, int layers, boolean onlyAtBlanks, boolean singleFile) {}

  ConllWriter(FileSink files, CategorySchema schema, Layout layout) {
    this.files = files;
    this.schema = schema;
    this.layout = layout;
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    Optional<String> text = row.text();
    if (text.isEmpty()) {
      report.leftOut("The text of the asset is not at hand.", row.externalId());
      return;
    }
    if (layout.singleFile()) {
      FileText target = single.isPresent() ? single.get() : begin(SINGLE_FILE);
      single = Optional.of(target);
      target.append("-DOCSTART- (").append(row.externalId().replace('\n', ' ')).append(") -X- O\n");
      lines(row, text.get(), target);
      target.append('\n');
    } else {
      // The dot keeps the extension of the external id, so that reading gives the id back.
      String name = names.unique(row.externalId() + ".", row.taskId(), ConllFormat.ENDING);
      try (FileText target = begin(name)) {
        lines(row, text.get(), target);
      }
    }
  }

  private FileText begin(String name) throws IOException {
    return new FileText(files.begin(name));
  }

  private void lines(LabeledRow row, String text, FileText target) throws IOException {
    List<EntitySpan> spans = new ArrayList<>();
    for (EntitySpan span : EntitySpan.of(row, schema, true, "CoNLL", report)) {
      if (span.to() <= text.length()) {
        spans.add(span);
      } else {
        leaveOut(row, span, "An entity ends after the text.");
      }
    }
    NavigableSet<Integer> borders = new TreeSet<>();
    spans.forEach(span -> borders.addAll(List.of(span.from(), span.to())));
    List<Token> tokens = Tokens.of(text, layout.onlyAtBlanks(), borders);
    List<String[]> tags = tags(row, spans, tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.beginsSentence() && i > 0 && isOutside(tags, i)) {
        target.append('\n');
      }
      target.append(text, token.start(), token.end());
      if (layout.offsets()) {
        target.append(" " + token.start() + " " + token.end());
      }
      for (String[] layer : tags) {
        target.append(' ').append(layer[i]);
      }
      target.append('\n');
    }
  }

  /** A sentence that ended within an entity would end the entity. */
  private static boolean isOutside(List<String[]> tags, int token) {
    return tags.stream().noneMatch(layer -> layer[token].startsWith("I-"));
  }

  /** One tag per token and layer. */
  private List<String[]> tags(LabeledRow row, List<EntitySpan> spans, List<Token> tokens) {
    List<String[]> layers = new ArrayList<>();
    List<EntitySpan> open = spans;
    int taken = 0;
    for (int layer = 0; layer < layout.layers(); layer++) {
      List<EntitySpan> left = new ArrayList<>();
      String[] tags = new String[tokens.size()];
      Arrays.fill(tags, "O");
      for (EntitySpan span : EntitySpan.withoutOverlap(open, left)) {
        if (tag(span, tokens, tags)) {
          taken++;
        } else {
          leaveOut(row, span, "An entity holds nothing but blanks.");
        }
      }
      layers.add(tags);
      open = left;
    }
    open.forEach(span -> leaveOut(row, span, "Entities overlap; the longest is kept."));
    report.took(taken);
    return layers;
  }

  private void leaveOut(LabeledRow row, EntitySpan span, String reason) {
    report.leftOut(reason, row.externalId() + ": " + span.object().objectId());
  }

  private static boolean tag(EntitySpan span, List<Token> tokens, String[] tags) {
    int first = firstFrom(span.from(), tokens);
    String title = Tokens.column(span.title());
    int at = first;
    while (at < tokens.size() && tokens.get(at).end() <= span.to()) {
      tags[at] = (at == first ? "B-" : "I-") + title;
      at++;
    }
    return at > first;
  }

  /** The first token that begins at the offset or after it. */
  private static int firstFrom(int offset, List<Token> tokens) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public FormatReport finish() throws IOException {
    if (single.isPresent()) {
      single.get().close();
    }
    ReportJson.write(files, "conll", report);
    return report;
  }
}
