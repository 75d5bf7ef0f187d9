package kalem.formats.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.raster.Rasterizer;
import kalem.annotation.raster.Stroke;
import kalem.formats.FormatReport;
import kalem.formats.ImportItem;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.coco.CocoFormat;
import kalem.formats.kitti.KittiFormat;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Rows;
import kalem.formats.voc.VocFormat;
import kalem.formats.yolo.YoloFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is written is read back as the same labels, within the precision of the format. */
class PictureRoundTripTest {
  private static final double SIX_DECIMALS = 0.002;

  @TempDir private Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cocoKeepsShapesAnswersAndSkeletons(int seed) throws IOException {
    Set<ClassKind> kinds =
        EnumSet.of(
            ClassKind.BOUNDING_BOX,
            ClassKind.ROTATED_BOUNDING_BOX,
            ClassKind.POLYGON,
            ClassKind.SEGMENTATION,
            ClassKind.CIRCLE,
            ClassKind.POINT,
            ClassKind.GROUP,
            ClassKind.RADIO);
    check(new CocoFormat(), "{}", new Pictures(new SplittableRandom(seed), kinds, true), 1e-5);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void yoloDetectionKeepsBoxes(int seed) throws IOException {
    Set<ClassKind> kinds = EnumSet.of(ClassKind.BOUNDING_BOX);
    check(
        new YoloFormat(),
        "{}",
        new Pictures(new SplittableRandom(seed), kinds, false),
        SIX_DECIMALS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void yoloSegmentationKeepsOutlines(int seed) throws IOException {
    Set<ClassKind> kinds = EnumSet.of(ClassKind.POLYGON, ClassKind.SEGMENTATION);
    check(
        new YoloFormat(),
        "{'kind':'segmentation'}",
        new Pictures(new SplittableRandom(seed), kinds, false),
        SIX_DECIMALS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void yoloObbKeepsTurnedBoxes(int seed) throws IOException {
    Set<ClassKind> kinds = EnumSet.of(ClassKind.BOUNDING_BOX, ClassKind.ROTATED_BOUNDING_BOX);
    check(
        new YoloFormat(),
        "{'kind':'obb'}",
        new Pictures(new SplittableRandom(seed), kinds, false),
        0.05);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void yoloPoseKeepsBoxesWithTheirPoints(int seed) throws IOException {
    Set<ClassKind> kinds = EnumSet.of(ClassKind.BOUNDING_BOX, ClassKind.GROUP);
    check(
        new YoloFormat(),
        "{'kind':'pose'}",
        new Pictures(new SplittableRandom(seed), kinds, false).withBoxesInGroups(),
        SIX_DECIMALS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void kittiKeepsBoxes(int seed) throws IOException {
    Set<ClassKind> kinds = EnumSet.of(ClassKind.BOUNDING_BOX);
    check(
        new KittiFormat(),
        "{'extension':'.jpg'}",
        new Pictures(new SplittableRandom(seed), kinds, false),
        0.0101);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void vocKeepsBoxesAnswersAndParts(int seed) throws IOException {
    Set<ClassKind> kinds = EnumSet.of(ClassKind.BOUNDING_BOX, ClassKind.ONE_TO_MANY);
    check(new VocFormat(), "{}", new Pictures(new SplittableRandom(seed), kinds, true), 1e-9);
  }

  private void check(LabelFormat format, String config, Pictures pictures, double tolerance)
      throws IOException {
    List<LabeledRow> rows = List.of(pictures.row(), pictures.row(), pictures.row());
    JsonNode options = JsonText.parse(config.replace('\'', '"'));
    FormatReport report = write(format, options, rows);
    assertThat(report.left()).isEmpty();
    assertThat(report.assets()).isEqualTo(rows.size());
    assertThat(format.recognizes(folder)).isTrue();
    List<Answer> read = read(format, options, rows);
    for (int i = 0; i < rows.size(); i++) {
      SameLabels.check(rows.get(i).answer(), read.get(i), tolerance, format.id() + " row " + i);
    }
  }

  private FormatReport write(LabelFormat format, JsonNode config, List<LabeledRow> rows)
      throws IOException {
    LabelWriter writer = format.write(new FolderSink(folder), Pictures.SCHEMA, config);
    for (LabeledRow row : rows) {
      writer.write(row);
    }
    return writer.finish();
  }

  /** The answers in the order of the rows. */
  private List<Answer> read(LabelFormat format, JsonNode config, List<LabeledRow> rows)
      throws IOException {
    Answer[] answers = new Answer[rows.size()];
    List<String> names = rows.stream().map(LabeledRow::externalId).toList();
    try (LabelReader reader = format.read(folder, config)) {
      while (reader.hasNext()) {
        ImportItem item = (ImportItem) reader.next();
        answers[names.indexOf(item.externalId().orElseThrow())] = taken(item);
      }
      assertThat(reader.report().left()).isEmpty();
    }
    assertThat(answers).doesNotContainNull();
    return List.of(answers);
  }

  /** The labels as an import would take them, which must find no fault. */
  private static Answer taken(ImportItem item) {
    AtomicInteger ids = new AtomicInteger();
    Authorship author = new Authorship("a@b.example", "Label", Rows.AT, Source.IMPORT);
    Intake intake =
        AnswerReader.read(
            Pictures.SCHEMA,
            item.labels(),
            IntakeContext.of(IntakePolicy.IMPORT, author, () -> "new-" + ids.incrementAndGet()));
    assertThat(intake.problems()).isEmpty();
    assertThat(intake.warnings()).isEmpty();
    return intake.answer();
  }

  @Test
  void cocoKeepsThePixelsOfSegmentationsWithHoles() throws IOException {
    LabeledRow row =
        Rows.of("a.jpg", "u", "{'width':640,'height':480}", Rows.answer(Pictures.holed()));
    JsonNode config = JsonText.parse("{}");
    write(new CocoFormat(), config, List.of(row));
    Answer read = read(new CocoFormat(), config, List.of(row)).getFirst();
    assertThat(pixels(read)).isEqualTo(pixels(row.answer()));
  }

  private static Object pixels(Answer answer) {
    List<Object> masks = new ArrayList<>();
    answer
        .tools()
        .forEach(
            each ->
                masks.add(Rasterizer.fill(each.geometry(), new ImageSize(640, 480), Stroke.THIN)));
    return masks;
  }
}
