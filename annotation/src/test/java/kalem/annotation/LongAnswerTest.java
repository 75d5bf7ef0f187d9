package kalem.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.answer.LongAnswerReader;
import kalem.annotation.answer.Source;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.video.Reduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Labels too large to be held mean what they mean in memory. */
class LongAnswerTest {
  private static final int ROUNDS = 200;

  private static IntakeContext context() {
    Authorship author = new Authorship("a@b", "Label", Instant.EPOCH, Source.IMPORT);
    return IntakeContext.of(IntakePolicy.IMPORT, author, () -> "new")
        .withImageSize(new ImageSize(300, 200))
        .withPageTotal(1000)
        .at("[7]");
  }

  /** What was read, without order, and what was found, by code and place. */
  private record Result(List<String> entries, List<String> found) {
    static Result of(Stream<Entry> entries, Stream<Problem> found) {
      return new Result(
          entries.map(Result::text).sorted().toList(),
          found.map(problem -> problem.code() + " " + problem.path()).sorted().toList());
    }

    private static String text(Entry entry) {
      StringBuilder text = new StringBuilder();
      entry.write(new CompactJson(text));
      return text.toString();
    }
  }

  private static Result inMemory(
      CategorySchema schema, JsonNode labels, UnaryOperator<Answer> reduction) {
    Intake intake = AnswerReader.read(schema, TokenReadingTest.text(labels), context());
    return Result.of(
        reduction.apply(intake.answer()).entries(),
        Stream.concat(intake.problems().stream(), intake.warnings().stream()));
  }

  private static Result byEntry(
      CategorySchema schema, JsonNode labels, UnaryOperator<Answer> reduction) {
    List<Entry> entries = new ArrayList<>();
    List<Problem> found = new ArrayList<>();
    try (LongAnswerReader reader =
        new LongAnswerReader(
            schema, (LabelSource.Text) TokenReadingTest.text(labels), context(), reduction)) {
      assertThat(reader.begin(() -> {})).isTrue();
      reader.read(
          entries::add,
          intake -> {
            found.addAll(intake.problems());
            found.addAll(intake.warnings());
          });
    }
    return Result.of(entries.stream(), found.stream());
  }

  private static void assertSame(
      CategorySchema schema, JsonNode labels, UnaryOperator<Answer> reduction) {
    assertThat(byEntry(schema, labels, reduction)).isEqualTo(inMemory(schema, labels, reduction));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyLabelsReadTheSame(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      CategorySchema schema = CategorySchema.of(new RandomSchema(random).make());
      ObjectNode labels = new RandomLabels(random, schema).make();
      if (round % 2 == 1) {
        HostileInputTest.damage(labels, random);
      }
      assertSame(schema, labels, UnaryOperator.identity());
    }
  }

  private static final CategorySchema BOXES =
      CategorySchema.of(
          JsonNodeFactory.instance
              .objectNode()
              .set(
                  "tools",
                  JsonNodeFactory.instance
                      .arrayNode()
                      .add(
                          JsonNodeFactory.instance
                              .objectNode()
                              .put("schemaId", "car")
                              .put("title", "Car")
                              .put("tool", "bounding-box"))));

  /** Objects on frames, some on every one, some with gaps, some marked, some given twice. */
  private static ObjectNode frames(RandomGenerator random) {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    ArrayNode objects = labels.putArray("objects");
    List<ObjectNode> all = new ArrayList<>();
    for (int object = 0; object < 6; object++) {
      boolean isMarked = random.nextInt(4) == 0;
      int step = random.nextInt(3) == 0 ? 2 : 1;
      double speed = random.nextInt(3);
      double at = 10;
      for (int frame = random.nextInt(5); frame < 60; frame += step) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("schemaId", "car").put("objectId", "o" + object).put("page", frame);
        entry.putObject("bounding-box").put("x", at).put("y", 20).put("width", 5).put("height", 5);
        at += speed * step;
        if (random.nextInt(12) == 0) {
          speed = random.nextInt(3);
        }
        if (isMarked && random.nextInt(5) == 0) {
          entry.put("keyFrame", true);
        }
        if (random.nextInt(25) == 0) {
          entry.put("interpolationStopped", true);
          frame += 3 * step;
        }
        all.add(entry);
        if (random.nextInt(40) == 0) {
          all.add(entry.deepCopy().put("lock", true));
        }
      }
    }
    if (random.nextBoolean()) {
      all.sort(Comparator.comparingInt(entry -> entry.path("page").asInt()));
    }
    objects.addAll(all);
    return labels;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void framesAreReducedTheSame(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      assertSame(BOXES, frames(random), Reduction::ofFullExport);
    }
  }

  @Test
  void entriesOfTheAnswerBeforeStayUnlessTheyAreGivenAnew() {
    ObjectNode before = frames(new SplittableRandom(5));
    List<ToolObject> all = AnswerReader.read(BOXES, before, context()).answer().tools();
    ToolObject first = all.getFirst();
    JsonNode anew =
        before
            .path("objects")
            .valueStream()
            .filter(
                entry ->
                    entry.path("objectId").asString().equals(first.objectId())
                        && entry.path("page").asInt() == first.marks().page().orElseThrow())
            .findFirst()
            .orElseThrow();
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    labels.putArray("objects").add(anew);
    try (LongAnswerReader reader =
        new LongAnswerReader(
            BOXES,
            (LabelSource.Text) TokenReadingTest.text(labels),
            context(),
            UnaryOperator.identity())) {
      assertThat(reader.begin(() -> {})).isTrue();
      assertThat(all.stream().filter(reader::keeps))
          .containsExactlyElementsOf(all.subList(1, all.size()));
    }
  }

  @Test
  void aTrackTooLongForMemoryIsSpreadFrameByFrame() {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    ObjectNode track =
        labels.putArray("objects").addObject().put("schemaId", "car").put("objectId", "o");
    ArrayNode frames = track.putArray("frames");
    String filler = "x".repeat(10_000);
    for (int page = 0; page < 500; page++) {
      ObjectNode frame = frames.addObject().put("page", page).put("note", filler);
      frame
          .putObject("bounding-box")
          .put("x", page / 10.0)
          .put("y", 1)
          .put("width", 2)
          .put("height", 3);
    }
    track.putArray("ranges").addArray().add(0).add(499);
    assertThat(labels.toString().length()).isGreaterThan(4 << 20);
    assertSame(BOXES, labels, UnaryOperator.identity());
    assertThat(byEntry(BOXES, labels, UnaryOperator.identity()).entries().size()).isEqualTo(501);
  }
}
