package kalem.formats.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.coco.CocoFormat;
import kalem.formats.kitti.KittiFormat;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Mutations;
import kalem.formats.voc.VocFormat;
import kalem.formats.yolo.YoloFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are broken or mean harm end in faulty items, in reports or in a refusal. */
class HostilePicturesTest {
  /** For each reader, shared by the kinds of files it reads. */
  private static final int ROUNDS = 2_000;

  @TempDir private Path folder;

  private final List<ImportEntry> entries = new ArrayList<>();

  /** A format with the options it was written with. */
  record Written(LabelFormat format, String config, Set<ClassKind> kinds) {
    int rounds() {
      return format instanceof YoloFormat ? ROUNDS / 4 : ROUNDS;
    }

    @Override
    public String toString() {
      return format.id() + " " + config;
    }
  }

  static Stream<Written> formats() {
    return Stream.of(
        new Written(
            new CocoFormat(),
            "{}",
            EnumSet.of(
                ClassKind.BOUNDING_BOX,
                ClassKind.POLYGON,
                ClassKind.SEGMENTATION,
                ClassKind.GROUP,
                ClassKind.RADIO)),
        new Written(new YoloFormat(), "{}", EnumSet.of(ClassKind.BOUNDING_BOX)),
        new Written(new YoloFormat(), "{\"kind\":\"segmentation\"}", EnumSet.of(ClassKind.POLYGON)),
        new Written(
            new YoloFormat(),
            "{\"kind\":\"pose\"}",
            EnumSet.of(ClassKind.BOUNDING_BOX, ClassKind.GROUP)),
        new Written(
            new YoloFormat(),
            "{\"kind\":\"classification\"}",
            EnumSet.of(ClassKind.RADIO, ClassKind.BOUNDING_BOX)),
        new Written(new KittiFormat(), "{}", EnumSet.of(ClassKind.BOUNDING_BOX)),
        new Written(
            new VocFormat(), "{}", EnumSet.of(ClassKind.BOUNDING_BOX, ClassKind.ONE_TO_MANY)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void damagedFilesNeverThrowAnythingElse(Written written) throws IOException {
    Path sound = Files.createDirectory(folder.resolve("sound"));
    LabelWriter writer =
        written
            .format()
            .write(new FolderSink(sound), Pictures.SCHEMA, JsonText.parse(written.config()));
    Pictures pictures = new Pictures(new SplittableRandom(5), written.kinds(), true);
    for (int i = 0; i < 4; i++) {
      writer.write(pictures.row());
    }
    writer.finish();
    Files.delete(sound.resolve("report.json"));
    Mutations.survive(
        written.format(),
        JsonText.parse("{}"),
        sound,
        Files.createDirectory(folder.resolve("scratch")),
        written.rounds(),
        7);
  }

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private FormatReport read(LabelFormat format) throws IOException {
    entries.clear();
    try (LabelReader reader = format.read(folder, JsonText.parse("{}"))) {
      reader.forEachRemaining(entries::add);
      return reader.report();
    }
  }

  private String labels() {
    StringBuilder all = new StringBuilder();
    for (ImportEntry entry : entries) {
      all.append(entry instanceof ImportItem item ? item.labels().path("objects") : entry);
    }
    return all.toString();
  }

  private static String coco(String annotations) {
    return """
    {"images":[{"id":1,"file_name":"a.jpg","width":100,"height":100}],
     "categories":[{"id":1,"name":"car"}],"annotations":[%s]}\
    """
        .formatted(annotations);
  }

  private List<String> reasons(FormatReport report) {
    return report.left().stream().map(FormatReport.Left::reason).toList();
  }

  @Test
  void numbersThatAreNoneMakeOneAnnotationUnusable() throws IOException {
    put(
        "a.json",
        coco(
            """
            {"id":1,"image_id":1,"category_id":1,"bbox":[NaN,0,1,1]},
            {"id":2,"image_id":1,"category_id":1,"bbox":[1e999,0,1,1]},
            {"id":3,"image_id":1,"category_id":1,"bbox":[%s,0,1,1]},
            {"id":4,"image_id":1,"category_id":1,"bbox":["1",0,1,1]},
            {"id":5,"image_id":1,"category_id":1,"bbox":[1,2,3]},
            {"id":6,"image_id":1,"category_id":1,"bbox":{"x":1}},
            {"id":7,"image_id":1,"category_id":1,"bbox":[0,0,-5,-6]},
            {"id":8,"image_id":1,"category_id":1,"keypoints":[1,2]},
            {"id":9,"image_id":1,"category_id":1,"keypoints":[1,null,2]},
            {"id":10,"image_id":1,"category_id":1,"segmentation":[[1,2,3]]},
            {"id":11,"image_id":1,"category_id":1,"segmentation":[[1,2,"x",4,5,6]]},
            {"id":12,"image_id":1,"category_id":2,"bbox":[1,2,3,4]},
            {"id":13,"image_id":1,"bbox":[1,2,3,4]},
            {"id":14,"image_id":77,"category_id":1,"bbox":[1,2,3,4]},
            7, null, [[]]
            """
                .formatted("9".repeat(900))));
    FormatReport report = read(new CocoFormat());
    assertThat(labels())
        .isEqualTo(
            "[{\"title\":\"car\",\"bounding-box\":{\"x\":-5.0,\"y\":-6.0,\"width\":5.0,\"height\":6.0}}]");
    assertThat(reasons(report))
        .containsExactlyInAnyOrder(
            "The image of an annotation is not in the file.",
            "A coordinate is not a finite number.",
            "A bbox is a list of 4 numbers.",
            "Keypoints are a list of x, y and visibility in turn.",
            "y must be a finite number.",
            "A ring is a list of x and y in turn.",
            "An annotation names no category of the file.");
  }

  @Test
  void masksThatLieAreRefused() throws IOException {
    put(
        "a.json",
        coco(
            """
            {"id":1,"image_id":1,"category_id":1,"segmentation":{"size":[99999,99999],"counts":[1,2]}},
            {"id":2,"image_id":1,"category_id":1,"segmentation":{"size":[10,10],"counts":[1,200]}},
            {"id":3,"image_id":1,"category_id":1,"segmentation":{"size":[10,10],"counts":[-1,2]}},
            {"id":4,"image_id":1,"category_id":1,"segmentation":{"size":[10,10],"counts":"\\u0001~~~"}},
            {"id":5,"image_id":1,"category_id":1,"segmentation":{"size":[10],"counts":[1]}},
            {"id":6,"image_id":1,"category_id":1,"segmentation":{"counts":{}}},
            {"id":7,"image_id":1,"category_id":1,"segmentation":{"size":[10,10],"counts":[12,3]},"iscrowd":1}
            """));
    FormatReport report = read(new CocoFormat());
    assertThat(report.left().stream().mapToLong(FormatReport.Left::count).sum()).isEqualTo(6);
    assertThat(labels())
        .contains("[1.0,2.0],[2.0,2.0],[2.0,5.0],[1.0,5.0]")
        .contains("\"iscrowd\":1");
  }

  @Test
  void imagesThatCanNotBeToldApartAreFaulty() throws IOException {
    put(
        "a.json",
        """
        {"images":[{"id":1,"file_name":"a.jpg"},{"id":1,"file_name":"b.jpg"},{"file_name":"c.jpg"},
          {"id":4},{"id":"5","file_name":"../../etc/passwd"},3,{"id":1.5,"file_name":"d"}],
         "annotations":[],"categories":[]}
        """);
    read(new CocoFormat());
    assertThat(entries).hasSize(7);
    assertThat(entries.stream().filter(FaultyItem.class::isInstance).map(ImportEntry::index))
        .containsExactly(1L, 2L, 3L, 5L, 6L);
  }

  @Test
  void cocoThatIsNoJsonIsRefused() throws IOException {
    put("a.json", coco("{\"id\":1").replace("]}", ""));
    assertThatThrownBy(() -> read(new CocoFormat()))
        .isInstanceOf(BadImportException.class)
        .hasMessageContaining("line 2");
    put("a.json", "{\"images\":[{\"file_name\":\"a\",\"id\":" + "[".repeat(5000) + "]}");
    assertThatThrownBy(() -> read(new CocoFormat())).isInstanceOf(BadImportException.class);
    put("a.json", "{}");
    assertThatThrownBy(() -> read(new CocoFormat())).isInstanceOf(BadImportException.class);
    Files.write(folder.resolve("a.json"), coco("").getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> read(new CocoFormat())).isInstanceOf(BadImportException.class);
  }

  @Test
  void oneBrokenCocoFileDoesNotHideTheOther() throws IOException {
    put(
        "annotations/instances_a.json",
        coco("{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4]}"));
    put("annotations/instances_b.json", coco("").substring(0, 60));
    read(new CocoFormat());
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0)).isInstanceOf(ImportItem.class);
    assertThat(entries.get(1)).isInstanceOf(FaultyItem.class);
  }

  @Test
  void entitiesDoNotUnfoldAndNothingIsFetched() throws IOException {
    String secret = folder.resolve("secret.txt").toUri().toString();
    put("secret.txt", "SECRET");
    put(
        "Annotations/bomb.xml",
        """
        <!DOCTYPE annotation [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
          <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
        <annotation><filename>&d;</filename></annotation>
        """);
    put(
        "Annotations/fetch.xml",
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM \""
            + secret
            + "\">]>"
            + "<annotation><filename>&x;</filename></annotation>");
    put(
        "Annotations/outside.xml",
        "<!DOCTYPE annotation SYSTEM \""
            + secret
            + "\"><annotation>"
            + "<filename>fine.jpg</filename></annotation>");
    put(
        "Annotations/deep.xml",
        "<annotation>" + "<a>".repeat(10_000) + "</a>".repeat(10_000) + "</annotation>");
    read(new VocFormat());
    assertThat(entries.stream().filter(FaultyItem.class::isInstance)).hasSize(3);
    assertThat(entries.toString()).doesNotContain("SECRET").contains("fine.jpg");
  }

  @Test
  void boxesOfVocWithoutNumbersAreReported() throws IOException {
    put(
        "a.xml",
        """
        <annotation><filename>a.jpg</filename>
        <object><name>car</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>x</xmax><ymax>9</ymax></bndbox></object>
        <object><name>car</name></object>
        <object><bndbox/></object>
        <object><name>car</name><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object>
        <object><name>car</name><bndbox><xmin>9</xmin><ymin>9</ymin><xmax>1</xmax><ymax>2</ymax></bndbox></object>
        </annotation>
        """);
    FormatReport report = read(new VocFormat());
    assertThat(report.left().stream().mapToLong(FormatReport.Left::count).sum()).isEqualTo(4);
    assertThat(labels()).contains("{\"x\":1.0,\"y\":2.0,\"width\":8.0,\"height\":7.0}");
  }

  @Test
  void namesThatLeadOutOfTheFolderFindNothing() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    put("labels/outside.txt", "0 0.5 0.5 0.1 0.1\n");
    put("root/data.yaml", "names: [car]\ntrain: ../lists/train.txt\n");
    put(
        "root/train.txt",
        "../images/outside.jpg\n/etc/passwd.jpg\n\u0000.jpg\nimages/../../labels/outside.jpg\n");
    put(
        "root/images.csv",
        "label,external_id,page,width,height\n../../labels/outside,x.jpg,,10,10\n");
    try (LabelReader reader = new YoloFormat().read(root, JsonText.parse("{}"))) {
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @Test
  void linesOfYoloThatCanNotBeUsedAreReported() throws IOException {
    put("data.yaml", "names:\n  0: car\n  7: bus\nnc: 2\n");
    put("images.csv", "label,external_id,page,width,height\na,a.jpg,,100,50\nb,b.jpg,,0,-3\n");
    put(
        "labels/a.txt",
        """
        0 0.5 0.5 0.2 0.4
        7 0.5 0.5 0.2 0.4 0.9
        3 0.5 0.5 0.2 0.4
        0 NaN 0.5 0.2 0.4
        0 1e999 0.5 0.2 0.4
        x 0.5 0.5 0.2 0.4
        -1 0.5 0.5 0.2 0.4
        1.5 0.5 0.5 0.2 0.4
        0 0.5 0.5
        0 0.5 0.5 0 0
        """);
    put("labels/b.txt", "0 0.5 0.5 0.2 0.4\n");
    FormatReport report = read(new YoloFormat());
    assertThat(labels())
        .contains(
            "\"title\":\"car\",\"bounding-box\":{\"x\":40.0,\"y\":15.0,\"width\":20.0,\"height\":20.0}")
        .contains("\"title\":\"bus\"")
        .contains("\"score\":0.9")
        .contains("\"title\":\"class 3\"");
    assertThat(report.left().stream().mapToLong(FormatReport.Left::count).sum()).isEqualTo(7);
    assertThat(entries.get(1)).isInstanceOf(FaultyItem.class);
  }

  @Test
  void yamlThatIsNoDescriptionIsRefused() throws IOException {
    put("labels/a.txt", "");
    for (String yaml :
        List.of(
            "- a\n- b",
            "names: &a [*a, *a]\nkpt_shape: [1]",
            "{".repeat(500),
            "a: !!java.net.URL [\"http://127.0.0.1/\"]\nkpt_shape: x",
            "\u0000",
            "kpt_shape: [100000, 3]")) {
      put("data.yaml", yaml);
      assertThat(new YoloFormat().recognizes(folder)).as(yaml).isFalse();
      assertThatThrownBy(() -> read(new YoloFormat()))
          .as(yaml)
          .isInstanceOf(BadImportException.class);
    }
  }

  @Test
  void linesOfKittiThatCanNotBeUsedAreReported() throws IOException {
    put(
        "label_2/a.txt",
        """
        Car 0.00 0 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10
        Car 0.00 0 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10 0.5
        Car 0.50 2 1.57 5 5 5 5 1.5 1.6 4 2 1 20 0
        Car 0.00 0 -10 1 2 3 NaN -1 -1 -1 -1000 -1000 -1000 -10
        Car 0.00 0 -10 1 2 3
        DontCare -1 -1 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10
        Car 0.00 0 -10 1 1 1 1 -1 -1 -1 -1000 -1000 -1000 -10
        """);
    FormatReport report = read(new KittiFormat());
    assertThat(labels())
        .contains("\"score\":0.5")
        .contains("\"pct\":{\"shape\":\"cuboid\"")
        .contains("{\"title\":\"truncated\",\"answer\":\"0.5\"}");
    assertThat(report.left().stream().mapToLong(FormatReport.Left::count).sum()).isEqualTo(4);
  }
}
