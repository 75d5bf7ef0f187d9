package kalem.formats.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.LabelFormat;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.coco.CocoFormat;
import kalem.formats.kitti.KittiFormat;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Rows;
import kalem.formats.voc.VocFormat;
import kalem.formats.yolo.YoloFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The files of each format, to the last character. The expected ones lie in {@code
 * src/test/resources/pictures/<case>}; with the environment variable KALEM_UPDATE they are written
 * anew, to be looked over before they are committed.
 */
class PictureGoldenTest {
  private static final Path SOURCES = Path.of("src/test/resources/pictures");

  @TempDir private Path folder;

  /**
   * One set of files.
   *
   * @param rows name of the file of rows
   */
  record Case(String name, LabelFormat format, String config, String rows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("coco", new CocoFormat(), "{}", "images.json"),
        new Case(
            "coco-box-as-polygon",
            new CocoFormat(),
            "{'box_as_polygon':true,'file':'annotations/instances_default.json'}",
            "pages.json"),
        new Case("coco-pages", new CocoFormat(), "{}", "pages.json"),
        new Case("coco-video", new CocoFormat(), "{}", "video.json"),
        new Case(
            "coco-key-frames", new CocoFormat(), "{'include_key_frames_only':true}", "video.json"),
        new Case("yolo-detection", new YoloFormat(), "{}", "images.json"),
        new Case("yolo-obb", new YoloFormat(), "{'kind':'obb'}", "images.json"),
        new Case("yolo-segmentation", new YoloFormat(), "{'kind':'segmentation'}", "images.json"),
        new Case("yolo-pose", new YoloFormat(), "{'kind':'pose'}", "images.json"),
        new Case(
            "yolo-classification", new YoloFormat(), "{'kind':'classification'}", "images.json"),
        new Case("yolo-pages", new YoloFormat(), "{}", "pages.json"),
        new Case("kitti", new KittiFormat(), "{}", "images.json"),
        new Case("voc", new VocFormat(), "{}", "images.json"),
        new Case("voc-devkit", new VocFormat(), "{'coordinates':'devkit'}", "pages.json"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void filesAreAsExpected(Case each) throws IOException {
    CategorySchema schema = CategorySchema.of(json("schema.json"));
    LabelWriter writer =
        each.format()
            .write(
                new FolderSink(folder), schema, JsonText.parse(each.config().replace('\'', '"')));
    for (JsonNode row : json(each.rows())) {
      writer.write(row(row));
    }
    writer.finish();
    if (System.getenv("KALEM_UPDATE") != null) {
      update(each);
    }
    assertThat(texts(folder)).isEqualTo(texts(SOURCES.resolve(each.name())));
  }

  private static JsonNode json(String name) throws IOException {
    return JsonText.parse(Files.readString(SOURCES.resolve(name)));
  }

  static LabeledRow row(JsonNode node) {
    return new LabeledRow(
        node.path("externalId").stringValue(),
        "asset",
        "task",
        node.path("url").stringValueOpt(),
        node.path("dataset").valueStream().map(JsonNode::stringValue).toList(),
        node.path("metadata"),
        List.of(),
        "Complete",
        Rows.AT,
        Answer.parse(CompactJson.text(node.path("answer"))),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Map<String, String> texts(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return texts;
  }

  private void update(Case each) throws IOException {
    Path target = SOURCES.resolve(each.name());
    if (Files.exists(target)) {
      try (Stream<Path> old = Files.walk(target)) {
        for (Path file : old.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> file : texts(folder).entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}
