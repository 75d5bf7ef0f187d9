package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * One folder per case under {@code src/test/resources}. Exports: {@code rows.json} in the short
 * form of {@link RowFixture}, {@code options.json}, and under {@code expected} every entry of the
 * zip. Imports: {@code input.*} and {@code expected.json}, one line of facts per element.
 */
class GoldenTest {
  private static final Path CASES = Path.of("src/test/resources");

  @TestFactory
  Stream<DynamicTest> exportsAreWrittenToTheLastByte() throws IOException {
    return cases("export-").map(folder -> dynamicTest(name(folder), () -> assertExport(folder)));
  }

  @TestFactory
  Stream<DynamicTest> importsAreReadInEveryForm() throws IOException {
    return cases("import-").map(folder -> dynamicTest(name(folder), () -> assertImport(folder)));
  }

  private static void assertExport(Path folder) throws IOException {
    List<ExportRow> rows =
        json(folder.resolve("rows.json")).valueStream().map(RowFixture::row).toList();
    Map<String, String> entries =
        Zips.entries(Zips.export(rows, options(json(folder.resolve("options.json")))));
    List<Path> expected = list(folder.resolve("expected"));
    assertThat(entries.keySet())
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(GoldenTest::name).toList());
    for (Path file : expected) {
      assertThat(entries.get(name(file))).isEqualTo(Files.readString(file));
    }
  }

  private static ExportOptions options(JsonNode node) {
    ExportOptions defaults = ExportOptions.DEFAULT;
    return new ExportOptions(
        ExportFormat.valueOf(node.path("format").asString("JSON")),
        ExportVersion.valueOf(node.path("version").asString("CURRENT")),
        VideoFormat.valueOf(node.path("videoFormat").asString("FLAT")),
        node.path("includeAssets").asBoolean(defaults.includeAssets()),
        node.path("includeMetadata").asBoolean(defaults.includeMetadata()),
        node.path("includeHistory").asBoolean(defaults.includeHistory()),
        node.path("includeOnlyKeyFrames").asBoolean(defaults.includeOnlyKeyFrames()),
        node.path("includeIdleBlurDurations").asBoolean(defaults.includeIdleBlurDurations()),
        node.path("includeSegmentationPoints").asBoolean(defaults.includeSegmentationPoints()),
        node.path("includePdfImages").asBoolean(defaults.includePdfImages()));
  }

  private static void assertImport(Path folder) throws IOException {
    Path input =
        list(folder).stream()
            .filter(each -> name(each).startsWith("input."))
            .findFirst()
            .orElseThrow();
    StringBuilder facts = new StringBuilder();
    try (InputStream stream = Files.newInputStream(input);
        AngoImportReader reader = AngoImportReader.open(stream)) {
      reader.forEachRemaining(entry -> facts.append(facts(entry)).append('\n'));
      facts.append("request ").append(reader.request());
    } catch (BadImportException refused) {
      facts.append("refused ").append(refused.getMessage());
    }
    assertThat(facts.append('\n').toString())
        .isEqualTo(Files.readString(folder.resolve("expected.txt")));
  }

  private static String facts(ImportEntry entry) {
    return switch (entry) {
      case FaultyItem faulty ->
          faulty.path()
              + " "
              + faulty.problem().code()
              + " "
              + faulty.externalId().orElse("-")
              + " "
              + faulty.problem().message();
      case ImportItem item ->
          String.join(
              " ",
              item.path(),
              "task=" + item.taskId().orElse("-"),
              "asset=" + item.assetId().orElse("-"),
              "data=" + item.data().orElse("-"),
              "externalId=" + item.externalId().orElse("-"),
              "brush=" + item.brushDataUrl().map(url -> '"' + url + '"').orElse("-"),
              "voxels=" + item.medicalBrushDataUrl().map(url -> '"' + url + '"').orElse("-"),
              CompactJson.text(item.labels()));
    };
  }

  private static Stream<Path> cases(String prefix) throws IOException {
    return list(CASES).stream().filter(folder -> name(folder).startsWith(prefix));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonText.parse(Files.readString(file));
  }
}
