package kalem.formats.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import tools.jackson.databind.JsonNode;

/**
 * Answers about assets, a row per task and a column per question (export-format section 17.6).
 * Objects, their nested answers and relations are left out. Options: {@code name}, {@code
 * formulas}.
 */
public final class ClassificationCsvFormat extends ReportFormat {
  public ClassificationCsvFormat() {
    super("classification-csv", "Classification CSV");
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    return new Writer(files, schema, ReportOptions.of(config));
  }

  private final class Writer implements LabelWriter {
    private final FileSink files;
    private final AnswerCells answers;
    private final CsvFile csv;
    private final FormatReport report = new FormatReport();

    Writer(FileSink files, CategorySchema schema, ReportOptions options) throws IOException {
      this.files = files;
      this.answers = new AnswerCells(schema, Set.of());
      this.csv = new CsvFile(files, options.name() + ".csv", options.defuses());
      row(RowCells.HEAD, answers.titles());
    }

    private void row(List<String> head, List<String> rest) throws IOException {
      List<String> cells = new ArrayList<>(head);
      cells.addAll(rest);
      csv.row(cells);
    }

    @Override
    public void write(LabeledRow row) throws IOException {
      row(RowCells.head(row), answers.of(row.answer().classifications()));
      row.answer()
          .tools()
          .forEach(
              tool ->
                  report.leftOut(
                      "Objects have no place in a table of answers.",
                      row.externalId() + ": " + tool.objectId()));
      report.took(row.answer().classifications().size());
    }

    @Override
    public FormatReport finish() throws IOException {
      csv.close();
      ReportJson.write(files, id(), report);
      return report;
    }
  }
}
