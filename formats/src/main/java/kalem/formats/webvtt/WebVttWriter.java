package kalem.formats.webvtt;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.EntitySpan;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;

/** Writes a file per recording; the header names it. */
final class WebVttWriter implements LabelWriter {
  private static final Pattern LINE_ENDS = Pattern.compile("[\\n\\r\\f]+");

  private final FileSink files;
  private final CategorySchema schema;
  private final Optional<String> question;
  private final FileNames names = new FileNames();
  private final FormatReport report = new FormatReport();

  /**
   * @param question title of the nested question with the words
   */
  WebVttWriter(FileSink files, CategorySchema schema, Optional<String> question) {
    this.files = files;
    this.schema = schema;
    this.question = question;
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    List<EntitySpan> spans = EntitySpan.of(row, schema, false, "WebVTT", report);
    String name = names.unique(row.externalId(), row.taskId(), WebVttFormat.ENDING);
    try (FileText target = new FileText(files.begin(name))) {
      target.append("WEBVTT ").append(header(row.externalId())).append('\n');
      for (EntitySpan span : spans) {
        cue(row, span, target);
      }
    }
    report.took(spans.size());
  }

  /** The rest of the first line, which must hold no arrow. */
  private static String header(String externalId) {
    return LINE_ENDS.matcher(externalId).replaceAll(" ").replace("-->", "-- >");
  }

  private void cue(LabeledRow row, EntitySpan span, FileText target) throws IOException {
    long start = Math.round(span.start() * 1000);
    long end = Math.max(start + 1, Math.round(span.end() * 1000));
    CueText text = new CueText(Optional.of(span.title()), words(row, span));
    target.append('\n').append(CueTime.text(start)).append(" --> ").append(CueTime.text(end));
    target.append('\n').append(text.payload()).append('\n');
  }

  private String words(LabeledRow row, EntitySpan span) {
    List<ClassificationAnswer> nested = span.object().classifications();
    Optional<ClassificationAnswer> words = nested.stream().filter(this::holdsWords).findFirst();
    for (ClassificationAnswer each : nested) {
      if (!Optional.of(each).equals(words)) {
        report.leftOut(
            "Only one nested text has a place in WebVTT.",
            row.externalId() + ": " + span.object().objectId());
      }
    }
    return words.map(each -> String.join(" ", each.answer().values())).orElse("");
  }

  private boolean holdsWords(ClassificationAnswer answer) {
    return answer.tool().equals(ClassKind.TEXT.key())
        && answer.answer() instanceof AnswerValue.Single
        && (question.isEmpty() || question.get().equals(answer.title()));
  }

  @Override
  public FormatReport finish() throws IOException {
    ReportJson.write(files, "webvtt", report);
    return report;
  }
}
