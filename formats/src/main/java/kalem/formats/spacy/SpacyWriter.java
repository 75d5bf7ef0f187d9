package kalem.formats.spacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.EntitySpan;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;

/** Writes a line per asset. */
final class SpacyWriter implements LabelWriter {
  private final FileSink files;
  private final CategorySchema schema;
  private final boolean isTraining;
  private final Optional<String> spanGroup;
  private final FileText target;
  private final FormatReport report = new FormatReport();

  SpacyWriter(FileSink files, CategorySchema schema, boolean isTraining, Optional<String> spanGroup)
      throws IOException {
    this.files = files;
    this.schema = schema;
    this.isTraining = isTraining || spanGroup.isPresent();
    this.spanGroup = spanGroup;
    this.target = new FileText(files.begin("annotations.jsonl"));
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    Optional<String> text = row.text();
    if (text.isEmpty()) {
      report.leftOut("The text of the asset is not at hand.", row.externalId());
      return;
    }
    List<EntitySpan> spans = spans(row, text.get());
    StringBuilder line = new StringBuilder();
    CompactJson json = new CompactJson(line);
    if (isTraining) {
      training(text.get(), spans, json);
    } else {
      document(row, text.get(), spans, json);
    }
    target.append(line).append('\n');
    report.took(spans.size());
  }

  private List<EntitySpan> spans(LabeledRow row, String text) {
    List<EntitySpan> inside = new ArrayList<>();
    for (EntitySpan span : EntitySpan.of(row, schema, true, "spaCy JSON", report)) {
      if (span.to() <= text.length()) {
        inside.add(span);
      } else {
        leaveOut(row, span, "An entity ends after the text.");
      }
    }
    if (spanGroup.isPresent()) {
      return inside;
    }
    List<EntitySpan> overlapping = new ArrayList<>();
    List<EntitySpan> kept = EntitySpan.withoutOverlap(inside, overlapping);
    overlapping.forEach(span -> leaveOut(row, span, "Entities overlap; the longest is kept."));
    return kept;
  }

  private void leaveOut(LabeledRow row, EntitySpan span, String reason) {
    report.leftOut(reason, row.externalId() + ": " + span.object().objectId());
  }

  private void training(String text, List<EntitySpan> spans, CompactJson json) {
    json.array().string(text).object();
    if (spanGroup.isPresent()) {
      json.key("spans").object().key(spanGroup.get()).array();
    } else {
      json.key("entities").array();
    }
    CodePoints offsets = new CodePoints(text);
    for (EntitySpan span : spans) {
      json.array().number(offsets.ofUnits(span.from())).number(offsets.ofUnits(span.to()));
      json.string(span.title()).endArray();
    }
    json.endArray();
    if (spanGroup.isPresent()) {
      json.endObject();
    }
    json.endObject().endArray();
  }

  private static void document(
      LabeledRow row, String text, List<EntitySpan> spans, CompactJson json) {
    json.object().key("text").string(text).key("ents").array();
    CodePoints offsets = new CodePoints(text);
    for (EntitySpan span : spans) {
      json.object().key("start").number(offsets.ofUnits(span.from()));
      json.key("end").number(offsets.ofUnits(span.to()));
      json.key("label").string(span.title()).endObject();
    }
    json.endArray().key("title").string(row.externalId()).endObject();
  }

  @Override
  public FormatReport finish() throws IOException {
    target.close();
    ReportJson.write(files, "spacy", report);
    return report;
  }
}
