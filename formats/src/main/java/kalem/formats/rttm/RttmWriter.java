package kalem.formats.rttm;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.EntitySpan;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;

/** Writes a file per recording, or one for all. */
final class RttmWriter implements LabelWriter {
  private static final Pattern BLANKS =
      Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final int LEAST_DIGITS = 3;
  private static final int MOST_DIGITS = 6;

  private final FileSink files;
  private final CategorySchema schema;
  private final boolean isSingle;
  private final FileNames names = new FileNames();
  private final FormatReport report = new FormatReport();
  private Optional<FileText> single = Optional.empty();

  RttmWriter(FileSink files, CategorySchema schema, boolean isSingle) {
    this.files = files;
    this.schema = schema;
    this.isSingle = isSingle;
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    List<EntitySpan> spans = EntitySpan.of(row, schema, false, "RTTM", report);
    if (isSingle) {
      FileText target =
          single.isPresent() ? single.get() : begin("annotations" + RttmFormat.ENDING);
      single = Optional.of(target);
      lines(row, spans, target);
    } else {
      String name = names.unique(row.externalId(), row.taskId(), RttmFormat.ENDING);
      try (FileText target = begin(name)) {
        lines(row, spans, target);
      }
    }
    report.took(spans.size());
  }

  private FileText begin(String name) throws IOException {
    return new FileText(files.begin(name));
  }

  private void lines(LabeledRow row, List<EntitySpan> spans, FileText target) throws IOException {
    String recording = column(FileNames.stem(row.externalId()));
    for (EntitySpan span : spans) {
      if (!span.object().classifications().isEmpty()) {
        report.leftOut(
            "A nested answer has no place in RTTM.",
            row.externalId() + ": " + span.object().objectId());
      }
      BigDecimal start = seconds(span.start());
      BigDecimal duration = seconds(span.end()).subtract(start);
      if (duration.signum() <= 0) {
        duration = BigDecimal.ONE.movePointLeft(MOST_DIGITS);
      }
      target.append("SPEAKER ").append(recording).append(" 1 ");
      target.append(text(start)).append(' ').append(text(duration)).append(" <NA> <NA> ");
      target.append(column(span.title())).append(" <NA> <NA>\n");
    }
  }

  private static String column(String text) {
    String joined = BLANKS.matcher(text).replaceAll("_");
    return joined.isEmpty() ? "_" : joined;
  }

  private static BigDecimal seconds(double value) {
    return BigDecimal.valueOf(value).setScale(MOST_DIGITS, RoundingMode.HALF_EVEN);
  }

  /** At least milliseconds, as tools expect, and finer where the label is. */
  private static String text(BigDecimal seconds) {
    BigDecimal shortest = seconds.stripTrailingZeros();
    return (shortest.scale() < LEAST_DIGITS ? shortest.setScale(LEAST_DIGITS) : shortest)
        .toPlainString();
  }

  @Override
  public FormatReport finish() throws IOException {
    if (single.isPresent()) {
      single.get().close();
    }
    ReportJson.write(files, "rttm", report);
    return report;
  }
}
