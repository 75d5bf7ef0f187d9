package kalem.formats.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.LabeledRow.Visit;
import kalem.formats.ReportJson;
import kalem.formats.Spool;
import kalem.formats.TextLines;
import kalem.formats.reports.ReportOptions.Stage;
import kalem.formats.reports.ReportOptions.StageType;
import tools.jackson.databind.JsonNode;

/**
 * Which columns there are shows only in the last row, so the cells wait in a temporary file; memory
 * holds the names of the stages.
 */
final class StageReportWriter implements LabelWriter {
  private static final String HEAD = "head";
  private static final String PAGES = "pages";
  private static final String AGREEMENT = "agreement";
  private static final String STAGES = "stages";
  private static final List<String> LABEL_CELLS =
      List.of("labeler_name", "labeling_date", "labeling_start_time", "labeling_end_time");
  private static final List<String> REVIEW_CELLS =
      List.of("reviewer_name", "review_date", "review_start_time", "review_end_time");
  private static final List<String> COUNT_CELLS =
      List.of(
          "number_of_classifications",
          "number_of_tools",
          "number_of_tool_classifications",
          "number_of_relations");

  /** Cells of a visit before the counts: who, date, start, end, duration, review status. */
  private static final int WORK_CELLS = 6;

  private final FileSink files;
  private final ReportOptions options;
  private final Optional<Comparison> comparison;
  private final Set<String> ignored;
  private final AnswerCells answers;
  private final Map<String, StageType> stages = new LinkedHashMap<>();
  private final Spool spool;
  private final FormatReport report = new FormatReport();

  /**
   * Two stages to compare.
   *
   * @param gold name of the stage that is right
   * @param evaluated name of the stage that is measured
   */
  record Comparison(String gold, String evaluated) {}

  StageReportWriter(
      FileSink files,
      CategorySchema schema,
      ReportOptions options,
      Optional<Comparison> comparison,
      Set<String> ignored)
      throws IOException {
    this.files = files;
    this.options = options;
    this.comparison = comparison;
    this.ignored = ignored;
    this.answers = new AnswerCells(schema, ignored);
    this.spool = new Spool();
    for (Stage stage : options.stages()) {
      if (stage.type() != StageType.OTHER) {
        stages.put(stage.name(), stage.type());
      }
    }
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    if (!options.includes(row)) {
      report.leftOut("Nothing was completed in the days asked for.", row.externalId());
      return;
    }
    Map<String, Visit> last = new LinkedHashMap<>();
    row.history().forEach(visit -> last.put(visit.stage(), visit));
    try {
      CompactJson json = new CompactJson(spool.text());
      json.object();
      texts(HEAD, RowCells.head(row), json);
      json.key(PAGES).string(RowCells.pages(row));
      texts(AGREEMENT, agreement(row, last), json);
      json.key(STAGES).object();
      last.forEach((name, visit) -> visit(name, visit, json));
      json.endObject().endObject();
      spool.text().append('\n');
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    report.took(row.history().size());
  }

  private void visit(String name, Visit visit, CompactJson json) {
    StageType type = options.typeOf(visit);
    if (type == StageType.OTHER) {
      return;
    }
    stages.putIfAbsent(name, type);
    Answer answer = visit.answer();
    Counts counts = Counts.of(answer, true, ignored);
    List<String> cells = new ArrayList<>();
    cells.add(visit.completedBy().orElse(""));
    cells.add(RowCells.date(visit.completedAt()));
    cells.add(RowCells.time(visit.completedAt().minusMillis(visit.duration())));
    cells.add(RowCells.time(visit.completedAt()));
    cells.add(options.unit().text(visit.duration()));
    cells.add(visit.reviewStatus().orElse(""));
    cells.add(Long.toString(counts.classifications()));
    cells.add(Long.toString(counts.tools()));
    cells.add(Long.toString(counts.toolClassifications()));
    cells.add(Long.toString(counts.relations()));
    cells.addAll(answers.of(answer.classifications()));
    texts(name, cells, json);
  }

  /** The exported stage may be one of the two: it is not in the history. */
  private List<String> agreement(LabeledRow row, Map<String, Visit> last) {
    if (comparison.isEmpty()) {
      return List.of();
    }
    Optional<Answer> gold = answerIn(comparison.get().gold(), row, last);
    Optional<Answer> evaluated = answerIn(comparison.get().evaluated(), row, last);
    return gold.isPresent() && evaluated.isPresent()
        ? new Agreement(gold.get(), evaluated.get(), ignored).cells()
        : List.of("", "", "");
  }

  private static Optional<Answer> answerIn(String stage, LabeledRow row, Map<String, Visit> last) {
    return row.stage().equals(stage)
        ? Optional.of(row.answer())
        : Optional.ofNullable(last.get(stage)).map(Visit::answer);
  }

  private static void texts(String key, List<String> texts, CompactJson json) {
    json.key(key).array();
    texts.forEach(json::string);
    json.endArray();
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  @Override
  public FormatReport finish() throws IOException {
    try (CsvFile csv = new CsvFile(files, options.name() + "_[Stage].csv", options.defuses());
        TextLines lines = new TextLines(spool.read(), Integer.MAX_VALUE - 8)) {
      csv.row(titles());
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        csv.row(cells(JsonText.parse(line.get())));
      }
    }
    spool.close();
    ReportJson.write(files, "stage-report", report);
    return report;
  }

  private List<String> titles() {
    List<String> titles = new ArrayList<>(RowCells.HEAD);
    named(StageType.LABEL).forEach(stage -> work(stage, LABEL_CELLS, "labeling_duration", titles));
    named(StageType.REVIEW)
        .forEach(
            stage -> {
              work(stage, REVIEW_CELLS, "review_duration", titles);
              titles.add(inStage(stage, "review_task_status"));
            });
    titles.add("Number of Pages");
    stages.keySet().forEach(stage -> COUNT_CELLS.forEach(each -> titles.add(inStage(stage, each))));
    stages
        .keySet()
        .forEach(stage -> answers.titles().forEach(each -> titles.add(inStage(stage, each))));
    comparison.ifPresent(
        each -> {
          String pair = "[" + each.evaluated() + " / " + each.gold() + "] ";
          titles.addAll(List.of(pair + "precision", pair + "recall", pair + "accuracy"));
        });
    return titles;
  }

  private void work(String stage, List<String> names, String duration, List<String> titles) {
    names.forEach(name -> titles.add(inStage(stage, name)));
    titles.add(inStage(stage, duration + " (" + options.unit().label() + ")"));
  }

  private static String inStage(String stage, String title) {
    return "[" + stage + "] " + title;
  }

  private Stream<String> named(StageType type) {
    return stages.entrySet().stream()
        .filter(stage -> stage.getValue() == type)
        .map(Map.Entry::getKey);
  }

  private List<String> cells(JsonNode row) {
    List<String> cells = new ArrayList<>();
    row.path(HEAD).forEach(each -> cells.add(each.stringValue()));
    JsonNode visits = row.path(STAGES);
    named(StageType.LABEL).forEach(stage -> part(visits, stage, 0, WORK_CELLS - 1, cells));
    named(StageType.REVIEW).forEach(stage -> part(visits, stage, 0, WORK_CELLS, cells));
    cells.add(row.path(PAGES).stringValue());
    int answersFrom = WORK_CELLS + COUNT_CELLS.size();
    int end = answersFrom + answers.titles().size();
    stages.keySet().forEach(stage -> part(visits, stage, WORK_CELLS, answersFrom, cells));
    stages.keySet().forEach(stage -> part(visits, stage, answersFrom, end, cells));
    row.path(AGREEMENT).forEach(each -> cells.add(each.stringValue()));
    return cells;
  }

  /** Some cells of a visit; empty ones when there was no visit. */
  private static void part(JsonNode visits, String stage, int from, int to, List<String> cells) {
    for (int i = from; i < to; i++) {
      cells.add(visits.path(stage).path(i).asString(""));
    }
  }
}
