package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.video.FrameWalk;
import kalem.annotation.video.Tracks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects on video in exports (export-format section 9). */
class VideoExportTest {
  private static final int FRAMES = 60;
  private static final CategorySchema SCHEMA =
      CategorySchema.of(
          JsonText.parse(
              """
              {"tools":[{"tool":"bounding-box","title":"Car","schemaId":"car"}],
               "classifications":[{"tool":"text","title":"Weather","schemaId":"weather"},
                 {"tool":"text","title":"Note","schemaId":"note","multiple":true}],
               "relations":[]}\
              """));

  /** Key frames of some objects in no order, as texts say it: every frame is marked. */
  private static List<ToolObject> keyFrames(long seed) {
    Random random = new Random(seed);
    List<ToolObject> frames = new ArrayList<>();
    for (int object = 0; object < 5; object++) {
      TreeSet<Integer> pages = new TreeSet<>();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        pages.add(random.nextInt(FRAMES));
      }
      for (int page : pages) {
        boolean isStop = page != pages.first() && random.nextInt(4) == 0;
        frames.add(
            Answer.parse(
                    """
                    {"tools":[{"objectId":"o%d","schemaId":"car","title":"Car",\
                    "bounding-box":{"x":%d,"y":%d,"width":%d,"height":7},"page":%d%s,"own":{"n":%d},\
                    "classifications":[],"metadata":{"createdBy":"p%d@team.example"}}]}\
                    """
                        .formatted(
                            object,
                            random.nextInt(900),
                            random.nextInt(500),
                            1 + random.nextInt(90),
                            page,
                            isStop ? ",\"interpolationStopped\":true" : "",
                            object,
                            page))
                .tools()
                .getFirst());
      }
    }
    return frames;
  }

  private static ExportRow row(String answer, String metadata) {
    ObjectNode row = (ObjectNode) JsonText.parse("{\"metadata\":" + metadata + "}");
    AnswerMembers plain = RowFixture.members(answer);
    ExportRow made = RowFixture.row(row);
    return new ExportRow(
        made.asset(),
        made.task()
            .with(new AnswerMembers(plain.parts(), true, false, true), MaskLinks.NONE, List.of()));
  }

  private static String text(List<ToolObject> frames) {
    return new Answer(
            frames.stream().map(each -> each.withMarks(each.marks().withKeyFrame(true))).toList(),
            List.of(),
            List.of())
        .json();
  }

  private static ExportOptions options(VideoFormat format, boolean onlyKeyFrames) {
    ExportOptions all = ExportOptions.DEFAULT;
    return new ExportOptions(
        ExportFormat.NDJSON,
        all.version(),
        format,
        true,
        true,
        false,
        onlyKeyFrames,
        false,
        true,
        false);
  }

  private static JsonNode exported(String answer, String metadata, ExportOptions options)
      throws IOException {
    byte[] zip = Zips.export(List.of(row(answer, metadata)), options, SCHEMA);
    return JsonText.parse(Zips.entries(zip).values().iterator().next()).get("task");
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(CompactJson::text).toList();
  }

  private static String text(ToolObject entry) {
    StringBuilder text = new StringBuilder();
    entry.write(new CompactJson(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theFlatFormHasAnEntryForEveryObjectOnEveryFrame(long seed) throws IOException {
    List<ToolObject> frames = keyFrames(seed);
    FrameWalk walk = Tracks.of(frames).walk();
    List<String> expected =
        IntStream.range(0, FRAMES)
            .boxed()
            .flatMap(frame -> walk.entriesAt(frame).stream())
            .map(VideoExportTest::text)
            .toList();
    JsonNode task =
        exported(text(frames), "{\"frameTotal\":" + FRAMES + "}", options(VideoFormat.FLAT, false));
    assertThat(texts(task.get("tools"))).isEqualTo(expected);
  }

  @Test
  void objectsEndWithTheLastFrameThatIsKnownWhereTheVideoWasNotCounted() throws IOException {
    JsonNode task = exported(text(keyFrames(1)), "{}", options(VideoFormat.FLAT, false));
    int last = keyFrames(1).stream().mapToInt(ToolObject::pageOrFirst).max().orElseThrow();
    assertThat(task.get("tools").valueStream().mapToInt(each -> each.get("page").intValue()).max())
        .hasValue(last);
  }

  @Test
  void onlyKeyFramesAreTheStoredText() throws IOException {
    List<ToolObject> frames = keyFrames(2);
    JsonNode task = exported(text(frames), "{}", options(VideoFormat.FLAT, true));
    assertThat(texts(task.get("tools")))
        .isEqualTo(texts(JsonText.parse(text(frames)).get("tools")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theTrackFormIsImportedAsTheSameKeyFrames(long seed) throws IOException {
    List<ToolObject> frames = keyFrames(seed);
    for (boolean onlyKeyFrames : List.of(true, false)) {
      JsonNode task =
          exported(
              text(frames),
              "{\"frameTotal\":" + FRAMES + "}",
              options(VideoFormat.TRACK, onlyKeyFrames));
      assertThat(task.get("tools")).hasSize(5);
      Authorship author = new Authorship("i@team.example", "Start", Instant.EPOCH, Source.IMPORT);
      Intake intake =
          AnswerReader.read(
              SCHEMA,
              task,
              IntakeContext.of(IntakePolicy.IMPORT, author, () -> "new").withPageTotal(FRAMES));
      assertThat(intake.problems()).isEmpty();
      assertThat(intake.answer().tools().stream().map(VideoExportTest::place).sorted())
          .isEqualTo(frames.stream().map(VideoExportTest::place).sorted().toList());
    }
  }

  private static String place(ToolObject entry) {
    StringBuilder shape = new StringBuilder(entry.objectId() + " " + entry.pageOrFirst() + " ");
    shape.append(entry.marks().interpolationStopped()).append(' ');
    entry.geometry().write(new CompactJson(shape));
    return shape.toString();
  }

  @Test
  void aTrackTellsWhereItsObjectIsVisible() throws IOException {
    String answer =
        """
        {"tools":[\
        {"objectId":"a","schemaId":"car","title":"Car","bounding-box":{"x":1,"y":2,"width":3,"height":4},\
        "page":3,"keyFrame":true,"classifications":[]},\
        {"objectId":"a","schemaId":"car","title":"Car","bounding-box":{"x":5,"y":2,"width":3,"height":4},\
        "page":5,"keyFrame":true,"interpolationStopped":true,"classifications":[]},\
        {"objectId":"a","schemaId":"car","title":"Car","bounding-box":{"x":9,"y":2,"width":3,"height":4},\
        "page":8,"keyFrame":true,"classifications":[]}],\
        "classifications":[],"relations":[]}\
        """;
    JsonNode task = exported(answer, "{\"frameTotal\":10}", options(VideoFormat.TRACK, false));
    assertThat(CompactJson.text(task.get("tools").get(0)))
        .isEqualTo(
            """
            {"schemaId":"car","objectId":"a","title":"Car","classifications":[],\
            "geometryType":"bounding-box","ranges":[[3,4],[8,9]],"frames":[\
            {"page":3,"keyFrame":true,"bounding-box":{"x":1,"y":2,"width":3,"height":4}},\
            {"page":4,"bounding-box":{"x":3,"y":2,"width":3,"height":4}},\
            {"page":5,"keyFrame":true,"interpolationStopped":true,\
            "bounding-box":{"x":5,"y":2,"width":3,"height":4}},\
            {"page":8,"keyFrame":true,"bounding-box":{"x":9,"y":2,"width":3,"height":4}},\
            {"page":9,"bounding-box":{"x":9,"y":2,"width":3,"height":4}}]}\
            """);
  }

  @Test
  void answersOfSingleFramesTellWhereTheyEnd() throws IOException {
    String answer =
        """
        {"tools":[],"classifications":[%s,%s,%s,%s,%s],"relations":[]}\
        """
            .formatted(
                answer("w1", "weather", 0, false),
                answer("w2", "weather", 10, false),
                answer("w3", "weather", 20, true),
                answer("n1", "note", 3, false),
                answer("n2", "note", 5, false));
    JsonNode task = exported(answer, "{\"frameTotal\":40}", options(VideoFormat.FLAT, false));
    assertThat(
            task.get("classifications")
                .valueStream()
                .map(each -> each.get("objectId").asString() + " " + each.path("endPage")))
        .containsExactly("w1 9", "w2 19", "w3 ", "n1 39", "n2 39");
  }

  private static String answer(String id, String question, int page, boolean isStop) {
    return """
    {"objectId":"%s","schemaId":"%s","tool":"text","title":"T","answer":"x","page":%d%s,\
    "classifications":[]}\
    """
        .formatted(id, question, page, isStop ? ",\"interpolationStopped\":true" : "");
  }

  @Test
  void whatIsLeftOutIsLeftOutOfFramesBetweenAsWell() throws IOException {
    ExportOptions all = options(VideoFormat.FLAT, false);
    ExportOptions bare =
        new ExportOptions(
            all.format(),
            all.version(),
            VideoFormat.FLAT,
            true,
            false,
            false,
            false,
            false,
            true,
            false);
    JsonNode task = exported(text(keyFrames(3)), "{\"frameTotal\":60}", bare);
    assertThat(task.get("tools")).isNotEmpty();
    assertThat(task.get("tools").valueStream().filter(each -> each.has("metadata"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void entriesSetAsideInAnyOrderComeBackByFrameAndObject(long seed) throws IOException {
    List<ToolObject> frames = keyFrames(seed);
    List<String> order = frames.stream().map(ToolObject::objectId).distinct().toList();
    List<ToolObject> shuffled = new ArrayList<>(frames);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.sort(Comparator.comparingInt(each -> order.indexOf(each.objectId()) > 2 ? 1 : 0));
    List<String> arrival = shuffled.stream().map(ToolObject::objectId).distinct().toList();
    List<String> expected =
        shuffled.stream()
            .sorted(
                Comparator.comparingInt(ToolObject::pageOrFirst)
                    .thenComparingInt(each -> arrival.indexOf(each.objectId())))
            .map(VideoExportTest::text)
            .toList();
    List<String> found = new ArrayList<>();
    try (FrameSpool spool = new FrameSpool(0)) {
      for (ToolObject each : shuffled) {
        byte[] text = text(each).getBytes(StandardCharsets.UTF_8);
        spool.add(each.objectId(), each.pageOrFirst(), FrameSpool.Mark.NONE, text, 0, text.length);
      }
      spool.byFrame().forEachRemaining(text -> found.add(new String(text, StandardCharsets.UTF_8)));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void framesBetweenMarkedOnesAndRepeatedOnesDoNotCount() throws IOException {
    List<String> found = new ArrayList<>();
    try (FrameSpool spool = new FrameSpool(1 << 20)) {
      add(spool, "a", 70_000, FrameSpool.Mark.KEY_FRAME);
      add(spool, "a", 4, FrameSpool.Mark.NONE);
      add(spool, "a", 6, FrameSpool.Mark.STOP);
      add(spool, "b", 4, FrameSpool.Mark.NONE);
      add(spool, "a", 2, FrameSpool.Mark.KEY_FRAME);
      add(spool, "b", 4, FrameSpool.Mark.NONE);
      spool.byFrame().forEachRemaining(text -> found.add(new String(text, StandardCharsets.UTF_8)));
    }
    assertThat(found).containsExactly("a 2 #4", "b 4 #5", "a 6 #2", "a 70000 #0");
  }

  private int added;

  private void add(FrameSpool spool, String object, int page, FrameSpool.Mark mark)
      throws IOException {
    byte[] text = (object + " " + page + " #" + added++).getBytes(StandardCharsets.UTF_8);
    spool.add(object, page, mark, text, 0, text.length);
  }
}
