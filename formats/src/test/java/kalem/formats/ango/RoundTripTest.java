package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.formats.ImportItem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RoundTripTest {
  static final ExportOptions EVERYTHING =
      new ExportOptions(
          ExportFormat.JSON,
          ExportVersion.CURRENT,
          VideoFormat.FLAT,
          true,
          true,
          true,
          false,
          true,
          true,
          true);

  private static List<ExportRow> rows(long seed) {
    RandomRows random = new RandomRows(new SplittableRandom(seed));
    return Stream.generate(random::row).limit(60).toList();
  }

  private static String onlyText(byte[] zip) throws IOException {
    return Zips.entries(zip).values().iterator().next();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anExportImportedUnchangedGivesTheSameExport(long seed) throws IOException {
    List<ExportRow> rows = rows(seed);
    for (ExportFormat format : List.of(ExportFormat.JSON, ExportFormat.NDJSON)) {
      byte[] first = Zips.export(rows, EVERYTHING.withFormat(format));
      List<ExportRow> imported = new ArrayList<>();
      Iterator<ExportRow> originals = rows.iterator();
      try (AngoImportReader reader = AngoImportReader.open(new ByteArrayInputStream(first))) {
        while (reader.hasNext()) {
          imported.add(withAnswerOf(originals.next(), (ImportItem) reader.next()));
        }
      }
      assertThat(imported).hasSameSizeAs(rows);
      byte[] second = Zips.export(imported, EVERYTHING.withFormat(format));
      assertThat(onlyText(second)).isEqualTo(onlyText(first));
      assertThat(second).isEqualTo(first);
    }
  }

  private static ExportRow withAnswerOf(ExportRow row, ImportItem item) {
    Authorship author = new Authorship("i@team.example", "Start", Instant.EPOCH, Source.IMPORT);
    Intake intake =
        AnswerReader.read(
            RandomRows.SCHEMA,
            item.labels(),
            IntakeContext.of(IntakePolicy.IMPORT, author, () -> "new").at(item.path()));
    assertThat(intake.problems()).isEmpty();
    assertThat(intake.warnings()).isEmpty();
    ExportedTask task = row.task();
    return new ExportRow(
        row.asset(),
        task.with(RowFixture.members(intake.answer().json()), task.masks(), task.stageHistory()));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void whatIsLeftOutIsLeftOutAndNothingElse(long seed) throws IOException {
    List<ExportRow> rows = rows(seed);
    JsonNode whole = JsonText.parse(onlyText(Zips.export(rows, EVERYTHING)));
    ExportOptions less =
        new ExportOptions(
            ExportFormat.JSON,
            ExportVersion.CURRENT,
            VideoFormat.FLAT,
            true,
            false,
            true,
            false,
            true,
            false,
            false);
    String filtered = onlyText(Zips.export(rows, less));
    whole.forEach(
        row -> {
          strip(row.get("task"));
          row.get("task").get("stageHistory").forEach(RoundTripTest::strip);
        });
    assertThat(filtered).isEqualTo(CompactJson.text(whole));
  }

  private static void strip(JsonNode answer) {
    for (String key : List.of("tools", "classifications", "relations")) {
      answer.path(key).forEach(entry -> stripEntry((ObjectNode) entry));
    }
  }

  private static void stripEntry(ObjectNode entry) {
    entry.remove(List.of("metadata"));
    if (entry.has("segmentation")) {
      entry.putObject("segmentation");
    }
    if (entry.at("/pdf/content") instanceof ObjectNode content) {
      content.remove(List.of("image"));
    }
    entry.path("classifications").forEach(nested -> stripEntry((ObjectNode) nested));
  }

  @ParameterizedTest
  @ValueSource(longs = {7})
  void aSplitExportHoldsTheSameRows(long seed) throws IOException {
    List<ExportRow> rows = rows(seed);
    String lines = onlyText(Zips.export(rows, EVERYTHING.withFormat(ExportFormat.NDJSON)));
    byte[] split = Zips.export(rows, EVERYTHING.withFormat(ExportFormat.SPLIT));
    assertThat(String.join("\n", Zips.entries(split).values()) + "\n").isEqualTo(lines);
    assertThat(lines.getBytes(StandardCharsets.UTF_8)).doesNotContain('\r');
  }
}
