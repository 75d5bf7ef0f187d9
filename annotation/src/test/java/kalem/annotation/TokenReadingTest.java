package kalem.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.answer.Source;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonPart;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Labels mean the same whether they are read as text or as a tree. */
class TokenReadingTest {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final int ROUNDS = 300;

  /** A text in memory. */
  private static final class Bytes implements JsonPart {
    private final byte[] text;

    Bytes(byte[] text) {
      this.text = text;
    }

    @Override
    public JsonParser tokens() {
      return MAPPER.createParser(text);
    }

    @Override
    public JsonPart part(long from, long to) {
      return new Bytes(Arrays.copyOfRange(text, (int) from, (int) to));
    }

    @Override
    public long length() {
      return text.length;
    }
  }

  private static Optional<LabelSource.Found> found(JsonNode labels, String key) {
    return labels.has(key)
        ? Optional.of(new LabelSource.Found(key, part(CompactJson.text(labels.get(key)))))
        : Optional.empty();
  }

  private static JsonPart part(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The labels as text. */
  static LabelSource text(JsonNode labels) {
    List<LabelSource.Found> tools = new ArrayList<>();
    found(labels, "tools").ifPresent(tools::add);
    found(labels, "objects").ifPresent(tools::add);
    return new LabelSource.Text(
        part(CompactJson.text(labels)),
        tools,
        found(labels, "classifications"),
        found(labels, "relations"));
  }

  private static IntakeContext context(RandomGenerator random) {
    Authorship author = new Authorship("a@b", "Label", Instant.EPOCH, Source.IMPORT);
    IntakeContext context =
        IntakeContext.of(IntakePolicy.IMPORT, author, () -> "new-" + random.nextInt(1000))
            .at("[7]");
    IntakeContext sized =
        random.nextBoolean() ? context : context.withImageSize(new ImageSize(300, 200));
    IntakeContext paged = random.nextBoolean() ? sized : sized.withPageTotal(25);
    return random.nextBoolean() ? paged : paged.keepingUnknown();
  }

  private static void assertSame(CategorySchema schema, JsonNode labels, long seed) {
    Intake tree =
        AnswerReader.read(
            schema, MAPPER.readTree(CompactJson.text(labels)), context(new SplittableRandom(seed)));
    Intake text = AnswerReader.read(schema, text(labels), context(new SplittableRandom(seed)));
    assertThat(text.problems()).isEqualTo(tree.problems());
    assertThat(text.warnings()).isEqualTo(tree.warnings());
    assertThat(text.answer()).isEqualTo(tree.answer());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void soundLabelsReadTheSame(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      CategorySchema schema = CategorySchema.of(new RandomSchema(random).make());
      assertSame(schema, new RandomLabels(random, schema).make(), random.nextLong());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void damagedLabelsReadTheSame(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      CategorySchema schema = CategorySchema.of(new RandomSchema(random).make());
      ObjectNode labels = new RandomLabels(random, schema).make();
      HostileInputTest.damage(labels, random);
      assertSame(schema, labels, random.nextLong());
    }
  }

  @Test
  void aTextBeyondAllLimitsIsAFaultOfItsObjectAlone() {
    ObjectMapper strict =
        JsonMapper.builder(
                tools.jackson.core.json.JsonFactory.builder()
                    .streamReadConstraints(
                        tools.jackson.core.StreamReadConstraints.builder()
                            .maxNumberLength(20)
                            .build())
                    .build())
            .build();
    String list =
        """
        [{"title":"Car","point":[1,1]},{"title":"Car","point":[1,%s]},{"title":"Car","point":[2,2]}]\
        """
            .formatted("1".repeat(30));
    JsonPart limited =
        new JsonPart() {
          @Override
          public JsonParser tokens() {
            return strict.createParser(list);
          }

          @Override
          public JsonPart part(long from, long to) {
            throw new IllegalStateException("Offsets of characters are not those of bytes");
          }

          @Override
          public long length() {
            return list.length();
          }
        };
    CategorySchema schema =
        CategorySchema.of(
            MAPPER.readTree(
                "{\"tools\":[{\"schemaId\":\"c\",\"title\":\"Car\",\"tool\":\"point\"}]}"));
    Intake intake =
        AnswerReader.read(
            schema,
            new LabelSource.Text(
                limited,
                List.of(new LabelSource.Found("objects", limited)),
                Optional.empty(),
                Optional.empty()),
            context(new SplittableRandom(1)));
    assertThat(intake.answer().tools()).hasSize(1);
    assertThat(intake.problems()).hasSize(1);
    assertThat(intake.problems().getFirst().code()).isEqualTo(ProblemCode.NOT_JSON);
  }
}
