package kalem.formats.reports;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import kalem.annotation.json.JsonText;
import kalem.formats.ExportedIssue;
import kalem.formats.ExportedIssue.Place;
import kalem.formats.FileSink;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.LabeledRow.Visit;
import kalem.formats.ReportJson;
import tools.jackson.databind.JsonNode;

/** Collects issues and writes them sorted at the end. */
final class IssueCsvWriter implements LabelWriter {
  private static final int DECIMALS = 2;

  private final FileSink files;
  private final ReportOptions options;
  private final boolean includesPeople;
  private final String linkBase;
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> people = new LinkedHashSet<>();
  private final FormatReport report = new FormatReport();

  private record Line(String batch, ExportedIssue issue, Map<String, String> people) {}

  IssueCsvWriter(FileSink files, ReportOptions options, boolean includesPeople, String linkBase) {
    this.files = files;
    this.options = options;
    this.includesPeople = includesPeople;
    this.linkBase = linkBase;
  }

  @Override
  public void write(LabeledRow row) {
    Map<String, String> workers = includesPeople ? workers(row) : Map.of();
    for (ExportedIssue issue : row.issues()) {
      lines.add(new Line(String.join("_", issue.asset().batches()), issue, workers));
      people.addAll(workers.keySet());
    }
    report.took(row.issues().size());
  }

  /** Who worked last in each stage, by the title of the column. */
  private Map<String, String> workers(LabeledRow row) {
    Map<String, String> workers = new LinkedHashMap<>();
    for (Visit visit : row.history()) {
      String who = visit.completedBy().orElse("");
      switch (options.typeOf(visit)) {
        case LABEL -> workers.put("Labeler [" + visit.stage() + "]", who);
        case REVIEW -> workers.put("Reviewer [" + visit.stage() + "]", who);
        case START, OTHER -> {}
      }
    }
    return workers;
  }

  @Override
  public FormatReport finish() throws IOException {
    lines.sort(
        Comparator.comparing(Line::batch)
            .thenComparing(line -> line.issue().asset().externalId())
            .thenComparing(line -> line.issue().createdAt())
            .thenComparing(line -> line.issue().id()));
    boolean hasPage = lines.stream().anyMatch(line -> line.issue().range().page().isPresent());
    boolean hasEnd = lines.stream().anyMatch(line -> line.issue().range().pageEnd().isPresent());
    try (CsvFile csv = new CsvFile(files, options.name() + "_[Issues].csv", options.defuses())) {
      csv.row(titles(hasPage, hasEnd));
      for (Line line : lines) {
        csv.row(cells(line, hasPage, hasEnd));
      }
    }
    ReportJson.write(files, "issue-csv", report);
    return report;
  }

  private List<String> titles(boolean hasPage, boolean hasEnd) {
    List<String> titles =
        new ArrayList<>(List.of("Batch", "External ID", "Issue ID", "Issue Link"));
    titles.addAll(people);
    titles.addAll(List.of("Stage", "Created By", "Created At - Date", "Created At - Time"));
    if (hasPage) {
      titles.add("Page");
    }
    if (hasEnd) {
      titles.add("Page End");
    }
    titles.addAll(List.of("Position", "Status", "Error Type", "Error Code", "Content", "Comments"));
    return titles;
  }

  private List<String> cells(Line line, boolean hasPage, boolean hasEnd) {
    ExportedIssue issue = line.issue();
    List<String> cells = new ArrayList<>();
    cells.add(line.batch());
    cells.add(issue.asset().externalId());
    cells.add(issue.id());
    cells.add(linkBase + "/issue/" + issue.labelTask() + "?issue=" + issue.id());
    people.forEach(title -> cells.add(line.people().getOrDefault(title, "")));
    cells.add(issue.stage());
    cells.add(issue.createdBy());
    cells.add(RowCells.date(issue.createdAt()));
    cells.add(RowCells.time(issue.createdAt()));
    if (hasPage) {
      cells.add(fromOne(issue.range().page()));
    }
    if (hasEnd) {
      cells.add(fromOne(issue.range().pageEnd()));
    }
    cells.add(issue.place().map(IssueCsvWriter::position).orElse(""));
    cells.add(issue.status());
    cells.add(issue.errorCodes().isEmpty() ? "" : issue.errorCodes().getFirst().category());
    cells.add(issue.errorCodes().isEmpty() ? "" : issue.errorCodes().getFirst().name());
    cells.add(issue.content());
    cells.add(
        issue.comments().stream()
            .map(comment -> comment.createdBy() + ": " + comment.content())
            .collect(Collectors.joining("\n")));
    return cells;
  }

  /** Pages count from 0 in data and from 1 for people. */
  private static String fromOne(OptionalInt page) {
    return page.isPresent() ? Integer.toString(page.getAsInt() + 1) : "";
  }

  private static String position(Place place) {
    return switch (place) {
      case Place.At(String text) -> rounded(text);
      case Place.OnObject _ -> "";
      case Place.InPointCloud _ -> "";
    };
  }

  private static String rounded(String text) {
    JsonNode position;
    try {
      position = JsonText.parse(text);
    } catch (IllegalArgumentException odd) {
      return text;
    }
    if (position.isNumber()) {
      return rounded(position);
    }
    return position.isArray()
        ? position
            .valueStream()
            .map(IssueCsvWriter::rounded)
            .collect(Collectors.joining(", ", "[", "]"))
        : text;
  }

  private static String rounded(JsonNode number) {
    if (!number.isNumber() || !Double.isFinite(number.doubleValue())) {
      return number.asString("");
    }
    BigDecimal value =
        BigDecimal.valueOf(number.doubleValue()).setScale(DECIMALS, RoundingMode.HALF_UP);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
