package kalem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.ExportedIssue.Place;
import kalem.formats.ExportedIssue.Range;
import kalem.formats.LabeledRow.Visit;
import kalem.formats.reports.ClassificationCsvFormat;
import kalem.formats.reports.IssueCsvFormat;
import kalem.formats.reports.StageReportFormat;
import kalem.formats.reports.TimePerTaskFormat;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Rows;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {
  private static final CategorySchema SCHEMA =
      Rows.schema(
          """
          {'tools':[{'tool':'point','schemaId':'p','title':'Tip'}],
           'classifications':[
            {'tool':'checkbox','schemaId':'w','title':'Weather','classifications':[
             {'tool':'text','schemaId':'n','title':'Note'}]},
            {'tool':'text','schemaId':'m','title':'Note'},
            {'tool':'boolean','schemaId':'b','title':'=Night'}]}
          """);

  private static final String WEATHER =
      """
      {'objectId':'a','schemaId':'w','tool':'checkbox','title':'Weather','answer':['Rain','Fog'],
       'classifications':[{'objectId':'b','schemaId':'n','tool':'text','title':'Note',
        'answer':'wet, \\nwindy','classifications':[]}]}
      """;

  @TempDir Path folder;

  private static String noted(String id, String text) {
    return ("{'objectId':'%s','schemaId':'m','tool':'text','title':'Note','answer':'%s',"
            + "'classifications':[]}")
        .formatted(id, text);
  }

  private static Answer answered(String... answers) {
    return Rows.answer("{'classifications':[" + String.join(",", answers) + "]}");
  }

  private static Visit visit(String stage, String at, long millis, String who, Answer answer) {
    return new Visit(
        stage,
        stage,
        millis,
        Instant.parse(at),
        Optional.of(who).filter(name -> !name.isEmpty()),
        Optional.empty(),
        answer);
  }

  private static Visit reviewed(String stage, String at, long millis, String who, Answer answer) {
    Visit visit = visit(stage, at, millis, who, answer);
    return new Visit(
        stage,
        stage,
        millis,
        visit.completedAt(),
        visit.completedBy(),
        Optional.of("Accepted"),
        answer);
  }

  private static LabeledRow with(LabeledRow row, List<Visit> history) {
    return new LabeledRow(
        row.externalId(),
        row.assetId(),
        row.taskId(),
        row.url(),
        row.dataset(),
        row.metadata(),
        row.batches(),
        row.stage(),
        row.updatedAt(),
        row.answer(),
        row.brush(),
        row.voxels(),
        history);
  }

  private static LabeledRow worked() {
    Answer labeled = answered(noted("m1", "first"));
    Answer whole =
        Rows.answer(
            "{'tools':[{'objectId':'t','schemaId':'p','title':'Tip','point':[1,2],'classifications':["
                + noted("x", "x")
                + "]},{'objectId':'t','schemaId':'p','title':'Tip','page':3,"
                + "'interpolationStopped':true,'point':[1,2],'classifications':[]}],"
                + "'classifications':["
                + WEATHER
                + "],'relations':[]}");
    return with(
        Rows.of("v.mp4", "https://f/v.mp4", "{'frameTotal':90}", whole),
        List.of(
            visit("Start", "2026-05-01T08:00:00Z", 0, "", Answer.EMPTY),
            visit("Label", "2026-05-01T23:59:59.500Z", 61_500, "ana@t", labeled),
            reviewed("Check", "2026-05-02T10:00:00Z", 5_000, "bo@t", labeled),
            visit("Label", "2026-05-03T00:00:00Z", 1_000, "cy@t", answered(noted("m2", "second"))),
            reviewed("Check", "2026-05-04T10:00:00Z", 1_005, "di@t", whole)));
  }

  private String write(LabelFormat format, String config, LabeledRow... rows) throws IOException {
    LabelWriter writer =
        format.write(new FolderSink(folder), SCHEMA, JsonText.parse(config.replace('\'', '"')));
    for (LabeledRow row : rows) {
      writer.write(row);
    }
    writer.finish();
    return new FolderSink(folder).texts().values().iterator().next();
  }

  @Test
  void answersHaveAColumnPerQuestion() throws IOException {
    LabeledRow first = Rows.of("a,b.jpg", "u", "{}", answered(WEATHER, noted("m", "=1+1")));
    Answer paged =
        answered(
            noted("m", "one").replace("'classifications'", "'page':0,'classifications'"),
            noted("m", "two").replace("'classifications'", "'page':7,'classifications'"));
    assertThat(write(new ClassificationCsvFormat(), "{}", first, Rows.of("c", "u", "{}", paged)))
        .isEqualTo(
            "Batch,Stage,External ID,Task ID,Weather,Note,Note (2),'=Night\r\n"
                + "b1_b2,Complete,\"a,b.jpg\",\"task-a,b.jpg\",Rain | Fog,\"wet, \n"
                + "windy\",'=1+1,\r\n"
                + "b1_b2,Complete,c,task-c,,,0:one | 7:two,\r\n");
  }

  @Test
  void timesPerTaskAreSummedUp() throws IOException {
    assertThat(write(new TimePerTaskFormat(), "{'name':'p1-export-now'}", worked()))
        .isEqualTo(
            "Batch,Stage,External ID,Task ID,Labeler Name,Reviewer Name,Label Date,Review Date,"
                + "Label Duration (sec),Review Duration (sec),Number of Pages,"
                + "Number of Classifications,Number of Tools,Number of Tool Classifications,"
                + "Number of Relations\r\n"
                + "b1_b2,Complete,v.mp4,task-v.mp4,cy@t,di@t,2026-05-03,2026-05-04,62.50,6.01,90,"
                + "2,1,1,0\r\n");
    assertThat(Files.exists(folder.resolve("p1-export-now_[TPT].csv"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"msec,62500", "sec,62.50", "min,1.04", "hour,0.02"})
  void durationsComeInTheUnitAskedFor(String unit, String expected) throws IOException {
    assertThat(write(new TimePerTaskFormat(), "{'duration_unit':'" + unit + "'}", worked()))
        .contains("Label Duration (" + unit + ")")
        .contains("," + expected + ",");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04,2026-05-04,true",
    "2026-05-05,,false",
    ",2026-04-30,false",
    "2026-05-03,2026-05-03,true",
    "2026-05-01,2026-05-01,true"
  })
  void daysAskedForAreInclusive(String from, String to, boolean isIn) throws IOException {
    String config =
        (from == null ? "" : "'start_date':'" + from + "',")
            + (to == null ? "" : "'end_date':'" + to + "',");
    assertThat(write(new TimePerTaskFormat(), "{" + config + "'name':'n'}", worked()))
        .matches(text -> text.contains("v.mp4") == isIn);
  }

  @Test
  void nestedAnswersNeedNotCount() throws IOException {
    assertThat(write(new TimePerTaskFormat(), "{'count_nested_classifications':false}", worked()))
        .endsWith(",90,1,1,1,0\r\n");
  }

  @Test
  void theProjectSaysWhatAStageIs() throws IOException {
    String stages = "{'stages':[{'name':'Label','type':'Review'},{'name':'Check','type':'Label'}]}";
    assertThat(write(new TimePerTaskFormat(), stages, worked())).contains(",di@t,cy@t,");
  }

  @Test
  void stagesHaveColumnsOfTheirOwn() throws IOException {
    List<CSVRecord> records =
        parsed(
            write(new StageReportFormat(), "{}", worked(), Rows.of("n", "u", "{}", Answer.EMPTY)));
    assertThat(records.get(0).toList().subList(0, 16))
        .containsExactly(
            "Batch",
            "Stage",
            "External ID",
            "Task ID",
            "[Label] labeler_name",
            "[Label] labeling_date",
            "[Label] labeling_start_time",
            "[Label] labeling_end_time",
            "[Label] labeling_duration (sec)",
            "[Check] reviewer_name",
            "[Check] review_date",
            "[Check] review_start_time",
            "[Check] review_end_time",
            "[Check] review_duration (sec)",
            "[Check] review_task_status",
            "Number of Pages");
    assertThat(cell(records, 1, "[Label] labeler_name")).isEqualTo("cy@t");
    assertThat(cell(records, 1, "[Label] labeling_start_time")).isEqualTo("23:59:59");
    assertThat(cell(records, 1, "[Check] review_task_status")).isEqualTo("Accepted");
    assertThat(cell(records, 1, "[Start] number_of_tools")).isEqualTo("0");
    assertThat(cell(records, 1, "[Check] number_of_tool_classifications")).isEqualTo("1");
    assertThat(cell(records, 1, "[Label] Note (2)")).isEqualTo("second");
    assertThat(cell(records, 1, "[Check] Weather")).isEqualTo("Rain | Fog");
    assertThat(records.get(2).toList().subList(4, records.get(2).size())).containsOnly("");
    assertThat(records)
        .allSatisfy(each -> assertThat(each.size()).isEqualTo(records.get(0).size()));
  }

  @Test
  void anEvaluatedStageIsMeasuredAgainstAGoldOne() throws IOException {
    Answer gold = answered(WEATHER);
    Answer half = answered(WEATHER.replace("'Fog'", "'Snow'"), noted("m", "more"));
    LabeledRow row =
        with(
            Rows.of("a", "u", "{}", gold),
            List.of(visit("Label", "2026-05-01T08:00:00Z", 1, "ana@t", half)));
    List<CSVRecord> records =
        parsed(
            write(
                new StageReportFormat(),
                "{'gold_stage':'Complete','evaluation_stage':'Label'}",
                row));
    assertThat(cell(records, 1, "[Label / Complete] precision")).isEqualTo("0.5000");
    assertThat(cell(records, 1, "[Label / Complete] recall")).isEqualTo("0.6667");
    assertThat(cell(records, 1, "[Label / Complete] accuracy")).isEqualTo("0.4000");
  }

  private static ExportedIssue issue(
      String id, String externalId, String at, Optional<Place> place, Range range) {
    return new ExportedIssue(
        id,
        new ExportedIssue.Asset("asset", "https://f/x", externalId, List.of("b1")),
        "task",
        "Check",
        "stage-2",
        "bo@t",
        Instant.parse(at),
        Optional.empty(),
        "Open",
        "+look",
        List.of(),
        List.of(
            new ExportedIssue.Comment("ana@t", "why?", Instant.parse(at)),
            new ExportedIssue.Comment("bo@t", "see", Instant.parse(at))),
        place,
        range,
        List.of(new ExportedIssue.ErrorCode("Geometry", "Loose", Optional.empty())));
  }

  @Test
  void issuesAreSorted() throws IOException {
    Range onPages =
        new Range(OptionalInt.of(0), OptionalInt.of(4), OptionalInt.empty(), Optional.empty());
    LabeledRow row =
        worked()
            .withIssues(
                List.of(
                    issue("i3", "z", "2026-05-01T08:00:00Z", Optional.empty(), Range.WHOLE),
                    issue(
                        "i2",
                        "a",
                        "2026-05-02T08:00:00Z",
                        Optional.of(new Place.At("[12.3456, 7]")),
                        Range.WHOLE),
                    issue(
                        "i1",
                        "a",
                        "2026-05-01T08:00:00Z",
                        Optional.of(new Place.OnObject("o")),
                        onPages)));
    String text =
        write(
            new IssueCsvFormat(), "{'link_base':'https://hub.example','include_people':true}", row);
    assertThat(text)
        .startsWith(
            "Batch,External ID,Issue ID,Issue Link,Labeler [Label],Reviewer [Check],Stage,Created"
                + " By,Created At - Date,Created At - Time,Page,Page End,Position,Status,Error"
                + " Type,Error Code,Content,Comments\r\n"
                + "b1,a,i1,https://hub.example/issue/task?issue=i1,cy@t,di@t,Check,bo@t,2026-05-01,08:00:00,1,5,,Open,Geometry,Loose,'+look,\"ana@t:"
                + " why?\n"
                + "bo@t: see\"\r\n"
                + "b1,a,i2,");
    List<CSVRecord> records = parsed(text);
    assertThat(cell(records, 2, "Position")).isEqualTo("[12.35, 7]");
    assertThat(records)
        .extracting(each -> each.get(2))
        .containsExactly("Issue ID", "i1", "i2", "i3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1", "+cmd", "-cmd", "@x", "\tx", "\rx", "'=1", "''=1", "\uFF1Dx"})
  void whatCouldBeAFormulaIsDefusedAndCanBeReadBack(String text) throws IOException {
    String cell =
        cell(parsed(write(new ClassificationCsvFormat(), "{}", answeredWith(text))), 1, "Note (2)");
    assertThat(cell).isEqualTo("'" + text);
    assertThat(cell.replaceAll("^'(?='*[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20])", ""))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-12.5", "+3", "1e5", "'quoted'", "a=b", "x", "it's"})
  void otherCellsStayAsTheyAre(String text) throws IOException {
    assertThat(
            cell(
                parsed(write(new ClassificationCsvFormat(), "{}", answeredWith(text))),
                1,
                "Note (2)"))
        .isEqualTo(text);
  }

  private static LabeledRow answeredWith(String text) {
    String json = answered(noted("m", "?")).json();
    Answer answer = Answer.parse(json.replace("\"?\"", JsonText.ofString(text).text()));
    return Rows.of("a", "u", "{}", answer);
  }

  @Test
  void formulasMayBeKept() throws IOException {
    assertThat(
            write(
                new ClassificationCsvFormat(),
                "{'formulas':'keep'}",
                Rows.of("a", "u", "{}", answered(noted("m", "=1+1")))))
        .contains(",=1+1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'start_date':'4.5.2026'}",
        "{'duration_unit':'days'}",
        "{'gold_stage':'Label'}",
        "{'include_key_frames_only':false}",
        "{'stages':['Label']}"
      })
  void optionsThatCanNotBeUsedAreNamed(String config) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(new StageReportFormat(), config))
        .withMessageContaining(config.substring(2, config.indexOf('\'', 2)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyCellIsReadBackByOthers(long seed) throws IOException {
    RandomGenerator random = new SplittableRandom(seed);
    String[] pieces = {
      "\"", ",", "\n", "\r", ";", "a", "\u00e9", " ", "'", "=", "\ud83d\ude00", "|"
    };
    LabelWriter writer =
        new ClassificationCsvFormat()
            .write(new FolderSink(folder), SCHEMA, JsonText.parse("{\"formulas\":\"keep\"}"));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(9); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      expected.add(text.toString());
      writer.write(answeredWith(text.toString()));
    }
    writer.finish();
    List<CSVRecord> records = parsed(new FolderSink(folder).texts().values().iterator().next());
    assertThat(records.subList(1, records.size()))
        .extracting(each -> each.get(6))
        .isEqualTo(expected);
  }

  private static List<CSVRecord> parsed(String text) throws IOException {
    return CSVFormat.RFC4180.parse(new StringReader(text)).getRecords();
  }

  private static String cell(List<CSVRecord> records, int row, String title) {
    return records.get(row).get(records.get(0).toList().indexOf(title));
  }
}
