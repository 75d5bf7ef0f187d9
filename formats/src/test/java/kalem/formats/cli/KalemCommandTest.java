package kalem.formats.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.InputRoot;
import kalem.formats.LabeledRow;
import kalem.formats.ango.AngoRowReader;
import kalem.formats.testing.Labels;
import kalem.formats.testing.RandomPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KalemCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return KalemCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  /** Rows as an export has them. */
  private List<LabeledRow> export(String name, int count) throws IOException {
    RandomPictures random = new RandomPictures(new SplittableRandom(11));
    List<LabeledRow> rows = Stream.generate(random::row).limit(count).toList();
    StringBuilder text = new StringBuilder("[");
    for (LabeledRow row : rows) {
      CompactJson json = new CompactJson(text.append(text.length() > 1 ? ",\n" : ""));
      json.object().key("asset").string("https://files.example/a").key("externalId");
      json.string(row.externalId()).key("metadata").node(row.metadata());
      json.key("batches").array().endArray().key("task").object();
      json.key("taskId").string(row.taskId()).key("stage").string("Complete");
      String answer = row.answer().json();
      json.raw(answer, 1, answer.length() - 1).endObject().endObject();
    }
    file(name, text.append("]").toString());
    return rows;
  }

  private static List<LabeledRow> read(Path path, CategorySchema schema) throws IOException {
    try (InputRoot root = InputRoot.open(path);
        AngoRowReader reader = AngoRowReader.open(root.root(), schema, false)) {
      List<LabeledRow> rows = new ArrayList<>();
      reader.forEachRemaining(rows::add);
      return rows;
    }
  }

  private static List<String> said(List<LabeledRow> rows) {
    return rows.stream().map(row -> row.externalId() + Labels.of(row.answer())).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cvat", "datumaro", "labelme"})
  void labelsGoToAnotherFormatAndBack(String format) throws IOException {
    List<LabeledRow> rows = export("export.json", 20);
    assertThat(run("convert", "--to", format, path("export.json"), path("there.zip"))).isZero();
    assertThat(out.toString()).startsWith("20 assets with").contains("from ango to " + format);
    assertThat(out.toString()).doesNotContain("Left out");
    assertThat(err.toString()).isEmpty();
    assertThat(run("convert", "--to", "ango", path("there.zip"), path("back"))).isZero();
    assertThat(out.toString()).contains("from " + format + " to ango");
    CategorySchema schema = SchemaFile.read(folder.resolve("back/schema.json"));
    assertThat(schema.all().map(each -> each.title()))
        .contains("Car", "Plate", "Lane", "Road", "Nose", "Wheel", "Load", "Weather");
    assertThat(run("validate", "--schema", path("back/schema.json"), path("back"))).isZero();
    List<LabeledRow> back = read(folder.resolve("back"), schema);
    assertThat(said(back).stream().map(KalemCommandTest::withoutKinds))
        .containsExactlyElementsOf(
            said(rows).stream().map(KalemCommandTest::withoutKinds).toList());
  }

  /** An import takes a lone text for a list; what it becomes is told by the class. */
  private static String withoutKinds(String line) {
    return line.replaceAll("(Single|Several|YesOrNo)\\[value[^\\]]*\\]+", "");
  }

  @Test
  void aForeignFormatGoesStraightToAnother() throws IOException {
    export("export.json", 10);
    assertThat(run("convert", "--to", "labelme", path("export.json"), path("a"))).isZero();
    assertThat(run("convert", "--from", "labelme", "--to", "cvat", path("a"), path("b"))).isZero();
    assertThat(out.toString()).contains("10 assets with").doesNotContain("Faults");
    assertThat(folder.resolve("b/annotations.xml")).isRegularFile();
  }

  @Test
  void aSplitDealsEveryAssetOutOnce() throws IOException {
    List<LabeledRow> rows = export("export.json", 40);
    assertThat(
            run(
                "convert",
                "--to",
                "ango",
                "--split",
                "train=0.5,test=0.5",
                path("export.json"),
                path("out.zip")))
        .isZero();
    try (InputRoot zip = InputRoot.open(folder.resolve("out.zip"))) {
      JsonNode train = JsonText.parse(Files.readString(zip.root().resolve("train/labels.json")));
      JsonNode test = JsonText.parse(Files.readString(zip.root().resolve("test/labels.json")));
      assertThat(train.size() + test.size()).isEqualTo(40);
      assertThat(train.size()).isBetween(10, 30);
      TreeSet<String> ids = new TreeSet<>();
      train.forEach(item -> ids.add(item.path("externalId").stringValue()));
      test.forEach(item -> ids.add(item.path("externalId").stringValue()));
      assertThat(ids).hasSize(40).contains(rows.getFirst().externalId());
    }
    assertThat(out.toString()).contains("train: ", "test: ");
  }

  @Test
  void everyFaultIsPrintedWithItsPathAndCode() throws IOException {
    String schema =
        file(
            "schema.json",
            """
            {"data":{"project":{"categorySchema":{"tools":[{"tool":"bounding-box","title":"Car","schemaId":"c"}],
              "classifications":[],"relations":[]}}}}
            """);
    String labels =
        file(
            "in/labels.json",
            """
            [{"externalId":"a","metadata":{"width":10,"height":10},"objects":[
               {"schemaId":"c","bounding-box":{"x":1,"y":1,"width":2,"height":2}},
               {"schemaId":"c","bounding-box":{"x":1,"y":1,"width":0,"height":2}},
               {"schemaId":"c","bounding-box":{"x":50,"y":1,"width":2,"height":2}},
               {"schemaId":"d","bounding-box":{"x":1,"y":1,"width":2,"height":2}}]},
             7,{"externalId":"b"}]
            """);
    assertThat(run("validate", "--schema", schema, labels)).isEqualTo(1);
    assertThat(out.toString().lines().map(line -> line.replaceAll("\\t[^\\t]*$", "")))
        .containsExactly(
            "[0].objects[1].bounding-box\tBAD_GEOMETRY",
            "[0].objects[2].bounding-box\tOUT_OF_BOUNDS",
            "[0].objects[3].schemaId\tUNKNOWN_CLASS",
            "[1]\tNOT_AN_OBJECT",
            "[2]\tNO_LABELS",
            "3 items, 5 faults, 0 warnings");
  }

  @Test
  void aSoundFileNeedsNoSchema() throws IOException {
    export("export.json", 10);
    assertThat(run("validate", path("export.json"))).isZero();
    assertThat(out.toString()).isEqualTo("10 items, 0 faults, 0 warnings\n");
  }

  @Test
  void statisticsCountClassesFramesAndPeople() throws IOException {
    String box = "\"bounding-box\":{\"x\":1,\"y\":1,\"width\":2,\"height\":2}";
    String by = "\"metadata\":{\"createdBy\":\"ana@team.example\"}";
    String export =
        file(
            "export.ndjson",
            """
            {"externalId":"a","task":{"tools":[{"objectId":"1","schemaId":"c","title":"Car",%1$s,%2$s,
              "classifications":[{"schemaId":"l","tool":"radio","title":"Load","answer":"Full"}]}],
              "relations":[{"objectId":"2","schemaId":"r","title":"on","from":"1","to":"1"}]}}
            {"externalId":"v","metadata":{"frameTotal":50},"task":{"tools":[
              {"objectId":"1","schemaId":"c","title":"Car","page":0,"keyFrame":true,%1$s,%2$s},
              {"objectId":"1","schemaId":"c","title":"Car","page":9,"keyFrame":true,%1$s,%2$s}]}}
            {"externalId":"e","task":{"tools":[]}}
            """
                .replace("\n  ", " ")
                .formatted(box, by));
    assertThat(run("stats", export)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            assets\t3
            assets with labels\t2
            videos\t1
            frames\t50
            key frames\t2
            objects\t2
            \tbounding-box\tCar\t2
            answers\t1
            \tradio\tLoad\t1
            relations\t1
            \tone-to-one\ton\t1
            annotators\t1
            \tana@team.example\t2
            """);
  }

  @Test
  void whatIsLeftOutIsSaidWithItsReasonAndPlaces() throws IOException {
    String labels =
        file(
            "l.json",
            """
            [{"externalId":"a","objects":[{"objectId":"x","title":"Name","ner":{"start":1,"end":3}}]}]
            """);
    assertThat(run("convert", "--to", "cvat", labels, path("out"))).isZero();
    assertThat(out.toString())
        .contains("Left out while writing:", "1 x A ner has no place in CVAT.", "      a: x");
  }

  @Test
  void faultyFilesAreToldAndTheRestIsConverted() throws IOException {
    file("in/a.json", "{\"imagePath\":\"a.jpg\",\"shapes\":[]}");
    file("in/b.json", "{\"imagePath\":\"b.jpg\",\"shapes\":[");
    assertThat(run("convert", "--from", "labelme", "--to", "ango", path("in"), path("out")))
        .isEqualTo(1);
    assertThat(out.toString()).contains("1 assets with 0 labels", "1 x NOT_JSON", "b.json");
    assertThat(folder.resolve("out/labels.json")).isRegularFile();
  }

  @Test
  void wrongOptionsAndFilesEndWithTwo() throws IOException {
    String labels = file("l.json", "[{\"externalId\":\"a\",\"objects\":[]}]");
    file("full/x.txt", "x");
    assertThat(run("convert", "--to", "nothing", labels, path("o"))).isEqualTo(2);
    assertThat(err.toString()).contains("no format \"nothing\"", "ango, ");
    assertThat(run("convert", labels, path("o"))).isEqualTo(2);
    assertThat(err.toString()).contains("--to");
    assertThat(run("convert", "--to", "cvat", path("none.json"), path("o"))).isEqualTo(2);
    assertThat(err.toString()).contains("There is no").contains("none.json");
    assertThat(run("convert", "--to", "cvat", labels, path("full"))).isEqualTo(2);
    assertThat(err.toString()).contains("not empty");
    assertThat(run("convert", "--to", "cvat", "--config", "{", labels, path("o"))).isEqualTo(2);
    assertThat(run("convert", "--to", "datumaro", "--config", "{\"subset\":1}", labels, path("o")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("subset");
    assertThat(run("convert", "--to", "cvat", "--split", "a=2", labels, path("o"))).isEqualTo(2);
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(run("validate", "--schema", labels, labels)).isEqualTo(2);
    assertThat(err.toString()).contains("holds no category schema");
  }

  @Test
  void brokenAndUnknownFilesEndWithOne() throws IOException {
    assertThat(run("validate", file("broken.json", "[{\"externalId\":"))).isEqualTo(1);
    assertThat(err.toString()).contains("broken.json is not JSON at line 1");
    assertThat(run("convert", "--to", "cvat", file("odd.txt", "hello"), path("o"))).isEqualTo(1);
    assertThat(err.toString()).contains("look like none of the formats");
  }

  @Test
  void helpAndFormatsAreListed() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("convert", "validate", "stats", "Exit codes");
    assertThat(run("formats")).isZero();
    assertThat(out.toString()).contains("cvat\tCVAT XML 1.1\treads, writes");
  }
}
