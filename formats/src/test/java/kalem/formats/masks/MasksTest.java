package kalem.formats.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import kalem.annotation.answer.Answer;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rasterizer;
import kalem.annotation.raster.Stroke;
import kalem.formats.FormatReport;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Mutations;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MasksTest {
  private static final CategorySchema SCHEMA =
      Rows.schema(
          """
          {'tools':[
           {'tool':'bounding-box','schemaId':'car','title':'Car','color':'#FF0000'},
           {'tool':'ner','schemaId':'word','title':'Word'},
           {'tool':'segmentation','schemaId':'road','title':'Road','color':'#00FF00'},
           {'tool':'point','schemaId':'tip','title':'Tip'},
           {'tool':'polyline','schemaId':'lane','title':'Lane'},
           {'tool':'brush','schemaId':'paint','title':'Paint','color':'#0000FF'}]}
          """);

  @TempDir Path folder;

  private static String object(String schemaId, String key, String geometry) {
    return "{'objectId':'o','schemaId':'%s','title':'','%s':%s,'classifications':[]}"
        .formatted(schemaId, key, geometry);
  }

  private static String box(int x, int y, int width, int height) {
    return object(
        "car",
        "bounding-box",
        "{'x':%d,'y':%d,'width':%d,'height':%d}".formatted(x, y, width, height));
  }

  private static String road(String rings) {
    return object("road", "segmentation", "{'zones':[{'region':" + rings + ",'holes':[]}]}");
  }

  private static LabeledRow row(String externalId, int width, int height, String... objects) {
    return Rows.of(
        externalId,
        "https://f/" + externalId,
        "{'width':%d,'height':%d}".formatted(width, height),
        Rows.answer("{'tools':[" + String.join(",", objects) + "]}"));
  }

  private static LabeledRow with(
      LabeledRow row, List<String> dataset, Optional<LabeledRow.MaskFile> brush) {
    return new LabeledRow(
        row.externalId(),
        row.assetId(),
        row.taskId(),
        row.url(),
        dataset,
        row.metadata(),
        row.batches(),
        row.stage(),
        row.updatedAt(),
        row.answer(),
        brush,
        row.voxels(),
        row.history());
  }

  private FormatReport write(String config, LabeledRow... rows) throws IOException {
    LabelWriter writer =
        new MasksFormat()
            .write(new FolderSink(folder), SCHEMA, JsonText.parse(config.replace('\'', '"')));
    for (LabeledRow row : rows) {
      writer.write(row);
    }
    return writer.finish();
  }

  private static List<String> reasons(FormatReport report) {
    return report.left().stream().map(FormatReport.Left::reason).toList();
  }

  /** The stored values of a picture, a line per row. */
  private String values(String name) throws IOException {
    BufferedImage image = ImageIO.read(folder.resolve(name).toFile());
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        text.append(x == 0 ? "" : " ").append(image.getRaster().getSample(x, y, 0));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private int color(String name, int x, int y) throws IOException {
    return ImageIO.read(folder.resolve(name).toFile()).getRGB(x, y) & 0xFFFFFF;
  }

  private JsonNode classMap() throws IOException {
    return JsonText.parse(Files.readString(folder.resolve("class_map.json")));
  }

  @Test
  void laterObjectsLieOverEarlierOnes() throws IOException {
    write("{}", row("cam/a.jpg", 5, 3, box(0, 0, 3, 3), road("[[2,1],[5,1],[5,3],[2,3]]")));
    assertThat(values("cam/a.png"))
        .isEqualTo(
            """
            1 1 1 0 0
            1 1 3 3 3
            1 1 3 3 3
            """);
    assertThat(classMap().toString())
        .isEqualTo(
            "{\"class_mapping_type\":\"single_channel_sequential\",\"background\":0,\"classes\":["
                + "{\"schemaId\":\"car\",\"title\":\"Car\",\"tool\":\"bounding-box\",\"value\":1},"
                + "{\"schemaId\":\"road\",\"title\":\"Road\",\"tool\":\"segmentation\",\"value\":3},"
                + "{\"schemaId\":\"tip\",\"title\":\"Tip\",\"tool\":\"point\",\"value\":4},"
                + "{\"schemaId\":\"lane\",\"title\":\"Lane\",\"tool\":\"polyline\",\"value\":5},"
                + "{\"schemaId\":\"paint\",\"title\":\"Paint\",\"tool\":\"brush\",\"value\":6}],"
                + "\"files\":{\"cam/a.png\":{\"externalId\":\"cam/a.jpg\"}}}");
  }

  @Test
  void classesOfHigherPriorityLieAbove() throws IOException {
    write(
        "{'class_priority':['Road','Car']}",
        row("a", 3, 1, box(0, 0, 2, 1), road("[[1,0],[3,0],[3,1],[1,1]]")));
    assertThat(values("a.png")).isEqualTo("1 1 3\n");
  }

  @Test
  void classesMayBeLeftOutWithoutNumberingTheOthersAnew() throws IOException {
    FormatReport report =
        write(
            "{'included_classes':['road']}",
            row("a", 3, 1, box(0, 0, 2, 1), road("[[1,0],[3,0],[3,1],[1,1]]")));
    assertThat(values("a.png")).isEqualTo("0 3 3\n");
    assertThat(reasons(report))
        .containsExactly("The class was not asked for, or is not in the schema.");
  }

  @Test
  void pointsAndLinesAreAsWideAsAskedFor() throws IOException {
    write(
        "{'point_radius':1.2,'line_width':1}",
        row(
            "a",
            7,
            3,
            object("tip", "point", "[1.5,1.5]"),
            object("lane", "polyline", "[[4,0.5],[7,0.5]]")));
    assertThat(values("a.png"))
        .isEqualTo(
            """
            0 4 0 5 5 5 5
            4 4 4 0 0 0 0
            0 4 0 0 0 0 0
            """);
  }

  @Test
  void outlinesHaveAValueOfTheirOwn() throws IOException {
    write("{'outline_width':1}", row("a", 7, 6, box(1, 1, 5, 4)));
    assertThat(values("a.png").lines().skip(2).findFirst().orElseThrow())
        .contains("255")
        .contains("1");
    assertThat(classMap().path("outline").intValue()).isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource({
    "0,255", "1,128", "2,192", "3,64", "4,224", "5,160", "6,96", "7,32", "8,240", "254,1"
  })
  void divergingValuesAreTheMiddlesBetweenThoseBefore(int place, int value) {
    assertThat(MaskClasses.diverging(place)).isEqualTo(value);
  }

  @Test
  void noTwoClassesShareAValue() {
    assertThat(IntStream.range(0, 255).map(MaskClasses::diverging).distinct()).hasSize(255);
    assertThat(IntStream.range(0, 200).map(Palette::color).distinct().boxed())
        .hasSize(200)
        .doesNotContain(0, 0xFFFFFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multi_channel_qualitative", "project_colors"})
  void colorsComeFromThePaletteOrTheSchema(String mapping) throws IOException {
    write(
        "{'class_mapping_type':'" + mapping + "'}",
        row("a", 3, 1, box(0, 0, 1, 1), road("[[1,0],[2,0],[2,1],[1,1]]")));
    boolean isOwn = mapping.equals("project_colors");
    assertThat(color("a.png", 0, 0)).isEqualTo(isOwn ? 0xFF0000 : Palette.color(0));
    assertThat(color("a.png", 1, 0)).isEqualTo(isOwn ? 0x00FF00 : Palette.color(2));
    assertThat(color("a.png", 2, 0)).isZero();
  }

  @Test
  void manyClassesNeedTwoBytes() throws IOException {
    StringBuilder tools = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      tools
          .append(i == 0 ? "" : ",")
          .append("{'tool':'bounding-box','schemaId':'c%d','title':'C%d'}".formatted(i, i));
    }
    CategorySchema schema = Rows.schema("{'tools':[" + tools + "]}");
    LabelWriter writer =
        new MasksFormat().write(new FolderSink(folder), schema, JsonText.parse("{}"));
    writer.write(row("a", 2, 1, box(0, 0, 1, 1).replace("'car'", "'c299'")));
    writer.finish();
    assertThat(values("a.png")).isEqualTo("300 0\n");
    assertThat(read("{}")).containsExactly("a: C299 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new MasksFormat()
                    .write(
                        new FolderSink(folder),
                        schema,
                        JsonText.parse("{\"class_mapping_type\":\"single_channel_diverging\"}")))
        .withMessageContaining("class_mapping_type");
  }

  private static byte[] png(int width, int height, int... argb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, height, argb, 0, width);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    ImageIO.write(image, "png", target);
    return target.toByteArray();
  }

  @Test
  void brushTracesAreMergedByPriority() throws IOException {
    byte[] brush = png(3, 1, 0xFF0000FF, 0xFF0000FF, 0);
    LabeledRow row =
        with(
            row("a", 3, 1, box(1, 0, 2, 1)),
            List.of(),
            Optional.of(() -> new ByteArrayInputStream(brush)));
    write("{}", row);
    assertThat(values("a.png")).isEqualTo("6 1 1\n");
    Files.delete(folder.resolve("a.png"));
    Files.delete(folder.resolve("class_map.json"));
    Files.delete(folder.resolve("report.json"));
    write("{'class_priority':['Paint']}", row);
    assertThat(values("a.png")).isEqualTo("6 6 1\n");
  }

  @Test
  void brushTracesThatDoNotFitAreReported() throws IOException {
    byte[] brush = png(1, 1, 0xFF0000FF);
    LabeledRow row =
        with(
            row("a", 3, 1, box(1, 0, 2, 1)),
            List.of(),
            Optional.of(() -> new ByteArrayInputStream(brush)));
    assertThat(reasons(write("{}", row)))
        .containsExactly("Brush traces: The brush mask is of another size than its asset.");
    assertThat(values("a.png")).isEqualTo("0 1 1\n");
  }

  @Test
  void everyPageHasAMask() throws IOException {
    LabeledRow row =
        with(
            row(
                "scan.tif",
                2,
                1,
                box(0, 0, 1, 1).replace("'classifications'", "'page':1,'classifications'")),
            List.of("https://f/1", "https://f/2"),
            Optional.empty());
    write("{}", row);
    assertThat(values("scan_0.png")).isEqualTo("0 0\n");
    assertThat(values("scan_1.png")).isEqualTo("1 0\n");
    assertThat(classMap().at("/files/scan_1.png/page").intValue()).isEqualTo(1);
    assertThat(read("{}")).containsExactly("scan.tif: Car page 1 1");
  }

  @Test
  void anOverlayNeedsThePicture() throws IOException {
    LabeledRow row = row("a.jpg", 2, 1, box(0, 0, 1, 1));
    assertThat(reasons(write("{'overlay':true}", row)))
        .containsExactly("The picture itself is not at hand, so no overlay was made.");
    byte[] picture = png(2, 1, 0xFF000064, 0xFF112233);
    LabeledRow pictured =
        row("b.jpg", 2, 1, box(0, 0, 1, 1))
            .withSources(
                LabeledRow.Sources.ofPictures(
                    page -> Optional.of(new ByteArrayInputStream(picture))));
    Files.delete(folder.resolve("class_map.json"));
    Files.delete(folder.resolve("report.json"));
    write("{'overlay':true,'opacity':0.75}", pictured);
    assertThat(color("b_overlay.png", 0, 0)).isEqualTo(0xBF0019);
    assertThat(color("b_overlay.png", 1, 0)).isEqualTo(0x112233);
  }

  @Test
  void whatHasNoPlaceIsReported() throws IOException {
    FormatReport report =
        write(
            "{}",
            row(
                "a",
                2,
                1,
                object("word", "ner", "{'start':1,'end':2}"),
                box(0, 0, 1, 1).replace("'car'", "'gone'")),
            Rows.of("b", "u", "{}", Answer.EMPTY));
    assertThat(reasons(report))
        .containsExactly(
            "Only shapes on pictures have a place in masks.",
            "The class was not asked for, or is not in the schema.",
            "The size of the picture is not known.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'outline_width':0.5}",
        "{'line_width':0}",
        "{'opacity':2}",
        "{'overlay':1}",
        "{'class_mapping_type':'x'}"
      })
  void optionsThatCanNotBeUsedAreNamed(String config) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(config))
        .withMessageContaining(config.substring(2, config.indexOf('\'', 2)));
  }

  /** Each object read, with the number of its zones. */
  private List<String> read(String config) throws IOException {
    List<String> facts = new ArrayList<>();
    try (LabelReader reader =
        new MasksFormat().read(folder, JsonText.parse(config.replace('\'', '"')))) {
      while (reader.hasNext()) {
        ImportItem item = (ImportItem) reader.next();
        for (JsonNode each : item.labels().path("objects")) {
          String page = each.has("page") ? " page " + each.get("page") : "";
          facts.add(
              item.externalId().orElse("-")
                  + ": "
                  + each.path("title").asString()
                  + page
                  + " "
                  + each.at("/segmentation/zones").size());
        }
      }
    }
    return facts;
  }

  @Test
  void aMaskIsOneObjectPerClassOrOnePerArea() throws IOException {
    write(
        "{}",
        row("a.jpg", 7, 1, box(0, 0, 2, 1), box(3, 0, 2, 1), road("[[6,0],[7,0],[7,1],[6,1]]")));
    assertThat(read("{}")).containsExactly("a.jpg: Car 2", "a.jpg: Road 1");
    assertThat(read("{'segmentation_mode':'instance_segmentation'}"))
        .containsExactly("a.jpg: Car 1", "a.jpg: Car 1", "a.jpg: Road 1");
  }

  @Test
  void withoutAClassMapValuesAreClasses() throws IOException {
    Files.write(folder.resolve("m.png"), png(3, 1, 0xFFFF8000, 0xFF000000, 0x00FFFFFF));
    assertThat(read("{}")).containsExactly("m: #FF8000 1");
    assertThat(read("{'classes':{'#FF8000':'Fire'}}")).containsExactly("m: Fire 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{'classes':{'red':'Fire'}}"))
        .withMessageContaining("classes");
  }

  private static String randomObject(RandomGenerator random, int size) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < 3 + random.nextInt(6); i++) {
      points
          .append(i == 0 ? "" : ",")
          .append(
              "[%s,%s]"
                  .formatted(random.nextDouble(-5, size + 5), random.nextDouble(-5, size + 5)));
    }
    return switch (random.nextInt(4)) {
      case 0 -> road("[" + points + "]");
      case 1 -> object("lane", "polyline", "[" + points + "]");
      case 2 ->
          object(
              "tip",
              "point",
              "[%s,%s]".formatted(random.nextDouble(size), random.nextDouble(size)));
      default ->
          box(
              random.nextInt(size),
              random.nextInt(size),
              1 + random.nextInt(20),
              1 + random.nextInt(9));
    };
  }

  /** What the file should hold, painted without bands. */
  private static int[] painted(
      LabeledRow row, int width, int height, Map<String, Integer> numbers) {
    int[] pixels = new int[width * height];
    row.answer()
        .tools()
        .forEach(
            each -> {
              Mask mask =
                  Rasterizer.fill(each.geometry(), new ImageSize(width, height), new Stroke(3, 3));
              for (int i = 0; i < pixels.length; i++) {
                if (mask.get(i % width, i / width)) {
                  pixels[i] = numbers.getOrDefault(each.schemaId(), 0);
                }
              }
            });
    return pixels;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bandsShowNoSeamsAndReadingGivesTheSamePixels(long seed) throws IOException {
    RandomGenerator random = new SplittableRandom(seed);
    // Wide enough for bands of a few rows only.
    int width = 200_000;
    int height = 37;
    Map<String, Integer> numbers = Map.of("car", 1, "road", 3, "tip", 4, "lane", 5);
    String[] objects =
        IntStream.range(0, 30).mapToObj(i -> randomObject(random, 60)).toArray(String[]::new);
    LabeledRow row = row("wide.jpg", width, height, objects);
    write("{}", row);
    int[] expected = painted(row, width, height, numbers);
    BufferedImage image = ImageIO.read(folder.resolve("wide.png").toFile());
    int[] found = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
    assertThat(Arrays.equals(found, expected)).isTrue();
    assertThat(repainted(width, height)).isEqualTo(expected);
  }

  /** The pixels that the objects read from the file cover. */
  private int[] repainted(int width, int height) throws IOException {
    Map<String, Integer> numbers = new TreeMap<>(Map.of("Car", 1, "Road", 3, "Tip", 4, "Lane", 5));
    int[] pixels = new int[width * height];
    try (LabelReader reader = new MasksFormat().read(folder, JsonText.parse("{}"))) {
      ImportItem item = (ImportItem) reader.next();
      for (JsonNode each : item.labels().path("objects")) {
        Geometry shape = GeometryReader.read("segmentation", each.path("segmentation"));
        Mask mask = Rasterizer.fill(shape, new ImageSize(width, height), Stroke.THIN);
        for (int i = 0; i < pixels.length; i++) {
          if (mask.get(i % width, i / width)) {
            pixels[i] = numbers.getOrDefault(each.path("title").asString(), -1);
          }
        }
      }
    }
    return pixels;
  }

  @Test
  void aHugePictureNeedsLittleMemory() throws IOException {
    // So many pixels of two bytes would not fit the heap of the tests.
    int width = 30_000;
    int height = 14_000;
    List<Long> lengths = new ArrayList<>();
    LabelWriter writer =
        new MasksFormat()
            .write(
                name -> new CountingSink(lengths), SCHEMA, JsonText.parse("{\"outline_width\":3}"));
    writer.write(
        row(
            "huge.tif",
            width,
            height,
            box(100, 100, 29_000, 9_000),
            road("[[0,0],[30000,5],[29999,14000]]")));
    writer.finish();
    assertThat(lengths.getFirst()).isPositive().isLessThan(5_000_000);
  }

  private static final class CountingSink extends OutputStream {
    private final List<Long> lengths;
    private final int index;

    CountingSink(List<Long> lengths) {
      this.lengths = lengths;
      this.index = lengths.size();
      lengths.add(0L);
    }

    @Override
    public void write(int value) {
      lengths.set(index, lengths.get(index) + 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      lengths.set(index, lengths.get(index) + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"single_channel_sequential", "project_colors"})
  void damagedFilesAreReportedAndNeverThrownAt(String mapping, @TempDir Path scratch)
      throws IOException {
    write(
        "{'class_mapping_type':'" + mapping + "'}",
        row("a.jpg", 9, 5, box(0, 0, 2, 1), box(3, 0, 2, 4), road("[[6,0],[9,0],[7,5],[6,1]]")),
        row("b.jpg", 3, 3, box(0, 0, 2, 1)));
    Files.write(folder.resolve("c.png"), png(2, 2, 0xFFFF0000, 0x80FF0000, 1, 2));
    Mutations.survive(new MasksFormat(), JsonText.parse("{}"), folder, scratch, 2_000, 5);
  }
}
