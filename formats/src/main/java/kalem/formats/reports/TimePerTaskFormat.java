package kalem.formats.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.LabeledRow.Visit;
import kalem.formats.ReportJson;
import kalem.formats.reports.ReportOptions.StageType;
import tools.jackson.databind.JsonNode;

/**
 * Time per task (export-format section 17.7). Needs rows with their history. Options: {@code
 * start_date}, {@code end_date}, {@code duration_unit}, {@code count_nested_classifications}
 * (true), {@code stages} (a list of {@code {name, type}}, to tell labeling from review), {@code
 * name}, {@code formulas}.
 */
public final class TimePerTaskFormat extends ReportFormat {
  public TimePerTaskFormat() {
    super("tpt", "Time per task CSV");
  }

  @Override
  public Set<Extra> extras() {
    return Set.of(Extra.HISTORY);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    boolean countsNested = new FormatConfig(config).flag("count_nested_classifications", true);
    return new Writer(files, ReportOptions.of(config), countsNested);
  }

  private final class Writer implements LabelWriter {
    private final FileSink files;
    private final ReportOptions options;
    private final boolean countsNested;
    private final CsvFile csv;
    private final FormatReport report = new FormatReport();

    Writer(FileSink files, ReportOptions options, boolean countsNested) throws IOException {
      this.files = files;
      this.options = options;
      this.countsNested = countsNested;
      this.csv = new CsvFile(files, options.name() + "_[TPT].csv", options.defuses());
      String unit = options.unit().label();
      List<String> head = new ArrayList<>(RowCells.HEAD);
      head.addAll(
          List.of(
              "Labeler Name",
              "Reviewer Name",
              "Label Date",
              "Review Date",
              "Label Duration (" + unit + ")",
              "Review Duration (" + unit + ")",
              "Number of Pages",
              "Number of Classifications",
              "Number of Tools",
              "Number of Tool Classifications",
              "Number of Relations"));
      csv.row(head);
    }

    @Override
    public void write(LabeledRow row) throws IOException {
      if (!options.includes(row)) {
        report.leftOut("Nothing was completed in the days asked for.", row.externalId());
        return;
      }
      List<Visit> labeled = visits(row, StageType.LABEL);
      List<Visit> reviewed = visits(row, StageType.REVIEW);
      Counts counts = Counts.of(row.answer(), countsNested, Set.of());
      List<String> cells = new ArrayList<>(RowCells.head(row));
      cells.add(person(labeled));
      cells.add(person(reviewed));
      cells.add(date(labeled));
      cells.add(date(reviewed));
      cells.add(duration(labeled));
      cells.add(duration(reviewed));
      cells.add(RowCells.pages(row));
      cells.add(Long.toString(counts.classifications()));
      cells.add(Long.toString(counts.tools()));
      cells.add(Long.toString(counts.toolClassifications()));
      cells.add(Long.toString(counts.relations()));
      csv.row(cells);
      report.took(row.answer().entries().count());
    }

    private List<Visit> visits(LabeledRow row, StageType type) {
      return row.history().stream().filter(visit -> options.typeOf(visit) == type).toList();
    }

    private String person(List<Visit> visits) {
      return visits.isEmpty() ? "" : visits.getLast().completedBy().orElse("");
    }

    private String date(List<Visit> visits) {
      return visits.isEmpty() ? "" : RowCells.date(visits.getLast().completedAt());
    }

    private String duration(List<Visit> visits) {
      return visits.isEmpty()
          ? ""
          : options.unit().text(visits.stream().mapToLong(Visit::duration).sum());
    }

    @Override
    public FormatReport finish() throws IOException {
      csv.close();
      ReportJson.write(files, id(), report);
      return report;
    }
  }
}
