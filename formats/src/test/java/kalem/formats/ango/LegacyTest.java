package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.ExportedIssue.Range;
import kalem.formats.ImportItem;
import kalem.formats.LabeledRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The form from before workflows (export-format section 16). */
class LegacyTest {
  private static final String ANSWER =
      "{'tools':[{'objectId':'o1','schemaId':'s1','title':'Box',"
          + "'bounding-box':{'x':0.1,'y':2,'width':3,'height':4},'classifications':[],"
          + "'metadata':{'createdAt':'2026-05-04T08:00:00.000Z','createdBy':'ana@t','updatedBy':'x@t'}}],"
          + "'classifications':[],'relations':[]}";
  private static final String ROW =
      "{'externalId':'a.jpg','metadata':{'width':9},'batches':['w'],'updatedBy':'bo@t','consensusAverage':80,"
          + "'isBenchmark':true,'benchmark':70,'answer':"
          + ANSWER
          + ",'stageHistory':[{'stage':'Start','stageId':'Start'},"
          + "{'stage':'Label','stageId':'Label','times':[1500],'completedBy':'ana@t'},"
          + "{'stage':'Consensus_1','stageId':'c-1','consensusId':'c','taskHistory':'h7','times':[9],"
          + "'completedBy':'cy@t','answer':"
          + ANSWER.replace("'o1'", "'o2'")
          + "},{'stage':'Check','stageId':'r','times':[200],'completedBy':'bo@t','reviewStatus':'%s'}]}";

  private static final LegacyFacts FACTS = email -> email.equals("ana@t") ? "Ana A." : email;

  @TempDir Path folder;

  private static ExportOptions options(ExportFormat format, boolean history) {
    return new ExportOptions(
        format,
        ExportVersion.LEGACY,
        VideoFormat.FLAT,
        true,
        true,
        history,
        true,
        false,
        true,
        false);
  }

  private static String export(List<ExportRow> rows, ExportOptions options, LegacyFacts facts)
      throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (AngoExportWriter writer =
        AngoExportWriter.open(
            target, "Road Signs", Zips.AT, options, CategorySchema.EMPTY, facts)) {
      writer.writeAll(rows.iterator(), ExportProgress.IGNORED);
    }
    return Zips.entries(target.toByteArray()).values().iterator().next();
  }

  private static ExportRow row(String status) {
    ExportRow row = RowFixture.row(JsonText.parse(ROW.formatted(status).replace('\'', '"')));
    return new ExportRow(
        row.asset(),
        row.task(),
        List.of(IssueExportTest.issue("i1", Optional.empty(), Range.WHOLE)));
  }

  private static JsonNode legacy(String status) throws IOException {
    return JsonText.parse(export(List.of(row(status)), options(ExportFormat.JSON, true), FACTS))
        .get(0);
  }

  @Test
  void aRowHasItsTaskAndEachJudgment() throws IOException {
    JsonNode row = legacy("Accepted");
    assertThat(row.propertyNames())
        .containsExactly(
            "asset",
            "assetId",
            "externalId",
            "metadata",
            "labeledAt",
            "reviewedAt",
            "status",
            "labelDuration(ms)",
            "consensus",
            "batches",
            "tasks");
    assertThat(row.path("labelDuration(ms)").intValue()).isEqualTo(1509);
    assertThat(row.path("consensus").intValue()).isEqualTo(80);
    assertThat(row.path("tasks").size()).isEqualTo(2);
    assertThat(row.at("/tasks/1/taskId").stringValue()).isEqualTo("h7");
    assertThat(row.at("/tasks/1/objects/0/objectId").stringValue()).isEqualTo("o2");
    assertThat(row.at("/tasks/1/duration(ms)").intValue()).isEqualTo(9);
  }

  @Test
  void aTaskIsWrittenToTheLastCharacter() throws IOException {
    assertThat(legacy("Rejected").at("/tasks/0").toString().replace('"', '\''))
        .isEqualTo(
            "{'completedBy':'cy@t','completedAt':'2026-05-03T09:00:00.000Z','duration(ms)':1509,"
                + "'isSkipped':false,'review':{'status':'Rejected','completedBy':'bo@t',"
                + "'completedAt':'2026-05-03T09:00:00.000Z','duration(ms)':200},"
                + "'status':'Completed','updatedBy':'bo@t','updatedAt':'2026-05-04T09:01:12.345Z',"
                + "'isBenchmark':true,'benchmark':'70','issues':[{'_id':'i1','status':'Open','createdBy':{'_id':'ana@t','name':'Ana"
                + " A.'},'updatedAt':'2026-05-01T08:00:00.000Z'}],"
                + "'taskId':'t1','objects':[{'objectId':'o1','schemaId':'s1','title':'Box',"
                + "'bounding-box':{'x':0.1,'y':2,'width':3,'height':4},'classifications':[],'metadata':{'createdAt':'2026-05-04T08:00:00.000Z','createdBy':'Ana"
                + " A.','updatedBy':'x@t'}}],'classifications':[],'relations':[],'stageHistory':["
                + "{'stageId':'Start','stageName':'Start','duration':0,"
                + "'completedAt':'2026-05-03T09:00:00.000Z'},"
                + "{'stageId':'Label','stageName':'Label','duration':1500,"
                + "'completedAt':'2026-05-03T09:00:00.000Z','completedBy':'ana@t'},"
                + "{'_id':'h7','stageId':'c-1','stageName':'Consensus_1','duration':9,"
                + "'completedAt':'2026-05-03T09:00:00.000Z','taskHistory':'h7','completedBy':'cy@t',"
                + "'consensusId':'c'},{'stageId':'r','stageName':'Check','duration':200,"
                + "'completedAt':'2026-05-03T09:00:00.000Z','completedBy':'bo@t'}]}");
  }

  @ParameterizedTest
  @CsvSource({"Accepted,Reviewed", "Rejected,Labeled", "Fixed,Labeled"})
  void anAssetIsReviewedOnceItWasAccepted(String review, String status) throws IOException {
    assertThat(legacy(review).path("status").stringValue()).isEqualTo(status);
  }

  @Test
  void whatNobodyDidIsEmpty() throws IOException {
    String text =
        export(
            List.of(RowFixture.row(JsonText.parse("{}"))),
            options(ExportFormat.NDJSON, false),
            LegacyFacts.NONE);
    assertThat(text.replace('"', '\''))
        .isEqualTo(
            "{'asset':'https://files.example/a.jpg','assetId':'a1','externalId':'a.jpg','metadata':{},'status':'Todo','labelDuration(ms)':0,'consensus':'','batches':[],'tasks':[{'duration(ms)':0,'isSkipped':false,'status':'Todo','updatedAt':'2026-05-04T09:01:12.345Z','isBenchmark':false,'benchmark':'','issues':[],'taskId':'t1','objects':[],'classifications':[],'relations':[]}]}\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void labelsComeBackInEitherReader(long seed) throws IOException {
    RandomRows random = new RandomRows(new SplittableRandom(seed));
    List<ExportRow> rows = Stream.generate(random::row).limit(40).toList();
    String text = export(rows, options(ExportFormat.JSON, true), LegacyFacts.NONE);
    Path file = Files.writeString(folder.resolve("legacy.json"), text);
    try (AngoImportReader items =
            AngoImportReader.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        AngoRowReader labeled = AngoRowReader.open(file, CategorySchema.EMPTY, true)) {
      for (ExportRow row : rows) {
        Answer expected =
            Answer.parse(
                new String(row.task().answer().open().readAllBytes(), StandardCharsets.UTF_8));
        ImportItem item = (ImportItem) items.next();
        assertThat(item.taskId()).contains(row.task().taskId());
        assertThat(item.externalId()).contains(row.asset().externalId());
        assertThat(imported(item)).isEqualTo(withoutImages(expected));
        LabeledRow read = labeled.next();
        assertThat(read.taskId()).isEqualTo(row.task().taskId());
        assertThat(read.history()).hasSameSizeAs(row.task().stageHistory());
        assertThat(read.history().getFirst().stage())
            .isEqualTo(row.task().stageHistory().getFirst().stage());
        assertThat(read.answer().tools()).hasSameSizeAs(expected.tools());
      }
      assertThat(items.hasNext()).isFalse();
      assertThat(labeled.hasNext()).isFalse();
    }
  }

  private static Answer imported(ImportItem item) {
    Authorship author = new Authorship("i@t", "Start", Instant.EPOCH, Source.IMPORT);
    return AnswerReader.read(
            RandomRows.SCHEMA,
            item.source(),
            IntakeContext.of(IntakePolicy.IMPORT, author, () -> "new"))
        .answer();
  }

  /** The export leaves images of PDF areas out. */
  private static Answer withoutImages(Answer answer) {
    return Answer.parse(answer.json().replace(",\"image\":\"data:image/png;base64,AA\"", ""));
  }

  @Test
  void aRowWithoutTasksHasNoLabels() throws IOException {
    String text = "[{\"externalId\":\"a\",\"tasks\":[]},{\"externalId\":\"b\",\"tasks\":[3]}]";
    try (AngoImportReader items =
        AngoImportReader.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      while (items.hasNext()) {
        assertThat(imported((ImportItem) items.next())).isEqualTo(Answer.EMPTY);
      }
    }
  }
}
