package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.BadImportException;
import kalem.formats.InputRoot;
import kalem.formats.LabeledRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AngoRowReaderTest {
  private static final String BOX =
      "{\"objectId\":\"o\",\"schemaId\":\"s\",\"title\":\"Car\",\"bounding-box\":"
          + "{\"x\":1,\"y\":2,\"width\":3,\"height\":4}}";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<LabeledRow> rows(AngoRowReader reader) {
    List<LabeledRow> rows = new ArrayList<>();
    reader.forEachRemaining(rows::add);
    return rows;
  }

  private static List<LabeledRow> read(Path root) throws IOException {
    try (AngoRowReader reader = AngoRowReader.open(root, CategorySchema.EMPTY, true)) {
      return rows(reader);
    }
  }

  private static LabeledRow only(Path root) throws IOException {
    List<LabeledRow> rows = read(root);
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void everyLayoutOfTheDownloadedZipGivesTheSameAnswers(ExportFormat format) throws IOException {
    RandomRows random = new RandomRows(new SplittableRandom(3));
    List<ExportRow> exported = Stream.generate(random::row).limit(20).toList();
    Path zip = folder.resolve("export.zip");
    Files.write(zip, Zips.export(exported, RoundTripTest.EVERYTHING.withFormat(format)));
    try (InputRoot root = InputRoot.open(zip)) {
      List<LabeledRow> rows = read(root.root());
      assertThat(rows.stream().map(row -> row.taskId() + " " + row.answer().json()))
          .containsExactlyInAnyOrderElementsOf(
              exported.stream().map(AngoRowReaderTest::taskAndAnswer).toList());
      assertThat(rows.getFirst().history()).hasSize(1);
    }
  }

  private static String taskAndAnswer(ExportRow row) {
    try (InputStream answer = row.task().answer().open()) {
      return row.task().taskId() + " " + new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void aRowKeepsWhatIsKnownAboutItsAssetAndTask() throws IOException {
    Path file =
        file(
            "rows.json",
            """
            [{"asset":"https://files.example/a.jpg?sig=1","assetId":"a1","externalId":"cam/1.jpg",
              "dataset":["p0","p1"],"metadata":{"width":640,"height":480},"batches":["week-1",null],
              "contextData":{"x":[1,{"y":2}]},
              "task":{"taskId":"t1","stage":"Review","updatedAt":"2026-05-04T09:01:12.345Z","tools":[],
               "stageHistory":[{"stage":"Label","stageId":"Label","duration":12,"completedBy":"a@b.example",
                 "completedAt":"2026-05-04T08:00:00.000Z","reviewStatus":"Accepted","tools":[%s]}]}}]
            """
                .formatted(BOX));
    LabeledRow row = only(file);
    assertThat(row.externalId()).isEqualTo("cam/1.jpg");
    assertThat(row.assetId()).isEqualTo("a1");
    assertThat(row.taskId()).isEqualTo("t1");
    assertThat(row.url()).contains("https://files.example/a.jpg?sig=1");
    assertThat(row.dataset()).containsExactly("p0", "p1");
    assertThat(row.media().width()).hasValue(640);
    assertThat(row.batches()).containsExactly("week-1");
    assertThat(row.stage()).isEqualTo("Review");
    assertThat(row.updatedAt()).isEqualTo(Instant.parse("2026-05-04T09:01:12.345Z"));
    LabeledRow.Visit visit = row.history().getFirst();
    assertThat(visit.completedBy()).contains("a@b.example");
    assertThat(visit.duration()).isEqualTo(12);
    assertThat(visit.reviewStatus()).contains("Accepted");
    assertThat(visit.answer().tools()).hasSize(1);
  }

  @Test
  void labelsStandAtTheTopUnderAnswerOrUnderTask() throws IOException {
    for (String form :
        List.of(
            "{\"externalId\":\"a\",\"objects\":[%s]}",
            "{\"externalId\":\"a\",\"answer\":{\"objects\":[%s]}}",
            "{\"externalId\":\"a\",\"task\":{\"tools\":[%s]}}")) {
      LabeledRow row = only(file("form.json", form.formatted(BOX)));
      assertThat(row.answer().tools()).extracting(ToolObject::title).containsExactly("Car");
    }
  }

  @Test
  void aTitleStandsInForTheIdOfItsClass() throws IOException {
    CategorySchema schema =
        CategorySchema.of(
            JsonText.parse(
                """
                {"tools":[{"tool":"bounding-box","title":"Car","schemaId":"c1","classifications":[
                   {"tool":"radio","title":"Load","schemaId":"q1"}]},
                  {"tool":"polygon","title":"Car","schemaId":"c2"}]}
                """));
    Path file =
        file(
            "titles.json",
            """
            [{"externalId":"a","objects":[{"title":"Car","bounding-box":{"x":1,"y":2,"width":3,"height":4},
              "classifications":[{"title":"Load","answer":"Full"}]}]}]
            """);
    try (AngoRowReader reader = AngoRowReader.open(file, schema, false)) {
      ToolObject object = reader.next().answer().tools().getFirst();
      assertThat(object.schemaId()).isEqualTo("c1");
      assertThat(object.classifications().getFirst().schemaId()).isEqualTo("q1");
    }
  }

  @Test
  void aBrokenLineIsToldAndPassedOver() throws IOException {
    Path file =
        file(
            "rows.ndjson",
            "{\"externalId\":\"a\",\"tools\":[]}\n\n{\"externalId\":\"b\",\"tools\":[{\n"
                + "7\n{\"externalId\":\"c\",\"tools\":[]}");
    try (AngoRowReader reader = AngoRowReader.open(file, CategorySchema.EMPTY, false)) {
      assertThat(rows(reader)).extracting(LabeledRow::externalId).containsExactly("a", "c");
      assertThat(reader.faultyRows()).isEqualTo(2);
      assertThat(reader.report().left())
          .extracting(left -> left.reason() + left.places())
          .containsExactly("A line that is not JSON.[[1]]", "A row that is no object.[[2]]");
    }
  }

  @Test
  void anEntryWithoutAGeometryIsToldAndPassedOver() throws IOException {
    Path file =
        file(
            "rows.json", "[{\"externalId\":\"a\",\"tools\":[{\"objectId\":\"x\"},5," + BOX + "]}]");
    try (AngoRowReader reader = AngoRowReader.open(file, CategorySchema.EMPTY, false)) {
      assertThat(reader.next().answer().tools()).hasSize(1);
      assertThat(reader.report().left()).hasSize(2);
    }
  }

  @Test
  void aFileThatBreaksOffOrIsNoJsonIsRefused() throws IOException {
    for (String text : List.of("[{\"externalId\":\"a\"", "no json", "[1,2", "{\"a\":1e}", "[{}}")) {
      Path file = file("broken.json", text);
      assertThatThrownBy(() -> read(file))
          .as(text)
          .isInstanceOf(BadImportException.class)
          .hasMessageContaining("broken.json is not JSON at line 1");
    }
  }

  @Test
  void aFolderWithoutRowsIsRefused() throws IOException {
    file("schema.json", "{}");
    file("notes.txt", "x");
    assertThatThrownBy(() -> read(folder)).isInstanceOf(BadImportException.class);
  }

  @Test
  void embeddedAndNeighboringMasksAreFoundAndLinksAreNotFetched() throws IOException {
    String embedded =
        "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[] {1, 2});
    Files.createDirectories(folder.resolve("masks"));
    Files.write(folder.resolve("masks/b.nrrd"), new byte[] {3});
    Path file =
        file(
            "rows.json",
            """
            [{"externalId":"a","brushDataUrl":"%s","medicalBrushDataUrl":"masks/b.nrrd"},
             {"externalId":"b","brushDataUrl":"https://files.example/m.png","medicalBrushDataUrl":"../b.nrrd"}]
            """
                .formatted(embedded));
    try (AngoRowReader reader = AngoRowReader.open(file, CategorySchema.EMPTY, false)) {
      LabeledRow first = reader.next();
      try (InputStream brush = first.brush().orElseThrow().open();
          InputStream voxels = first.voxels().orElseThrow().open()) {
        assertThat(brush.readAllBytes()).containsExactly(1, 2);
        assertThat(voxels.readAllBytes()).containsExactly(3);
      }
      LabeledRow second = reader.next();
      assertThat(second.brush()).isEmpty();
      assertThat(second.voxels()).isEmpty();
      assertThat(reader.report().left().getFirst().count()).isEqualTo(2);
    }
  }

  @Test
  void aByteOrderMarkAndDocumentsOnSeveralLinesAreRead() throws IOException {
    file("a.json", "\uFEFF{\n \"externalId\": \"a\",\n \"tools\": []\n}\n");
    file("b.json", "{\"externalId\":\"b\"}\n{\"externalId\":\"c\"}\r\n");
    assertThat(read(folder)).extracting(LabeledRow::externalId).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void damagedFilesAreRefusedOrReadInPartAndNothingElse(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    RandomRows rows = new RandomRows(random);
    List<ExportRow> exported = Stream.generate(rows::row).limit(3).toList();
    for (String name : List.of("rows.json", "rows.ndjson")) {
      ExportFormat format = name.endsWith("ndjson") ? ExportFormat.NDJSON : ExportFormat.JSON;
      byte[] sound =
          Zips.entries(Zips.export(exported, RoundTripTest.EVERYTHING.withFormat(format)))
              .values()
              .iterator()
              .next()
              .getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 500; i++) {
        byte[] damaged = sound.clone();
        for (int j = random.nextInt(5); j >= 0; j--) {
          damaged[random.nextInt(damaged.length)] =
              (byte) "\"{}[],:0a\\\n\u0000".charAt(random.nextInt(12));
        }
        Files.write(folder.resolve(name), damaged);
        try {
          assertThat(read(folder.resolve(name)).size()).isLessThan(1000);
        } catch (BadImportException refused) {
          assertThat(refused.getMessage()).contains(name);
        }
      }
    }
  }
}
