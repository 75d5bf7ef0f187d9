package kalem.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.RequiredCheck;
import kalem.annotation.answer.SchemaChange;
import kalem.annotation.answer.Source;
import kalem.annotation.answer.SubmitFacts;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever is sent, it is reported and never thrown at; whatever is read can be written and read
 * again.
 */
class HostileInputTest {
  private static final List<String> JUNK =
      List.of(
          "null", "true", "-1", "1e999", "0.5", "\"\"", "\"x\"", "[]", "[null]", "{}", "[[1,2]]");
  private static final int ROUNDS = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingIsThrown(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode raw = new RandomSchema(random).make();
      CategorySchema sound = CategorySchema.of(raw);
      JsonNode labels = new RandomLabels(random, sound).make();
      damage(raw, random);
      CategorySchema.check(raw, new Counter()::next);
      CategorySchema damaged = CategorySchema.of(raw);
      damage(labels, random);
      for (CategorySchema schema : List.of(sound, damaged)) {
        read(schema, labels);
      }
    }
  }

  private static void read(CategorySchema schema, JsonNode labels) {
    Authorship author = new Authorship("a@b", "Label", Instant.EPOCH, Source.API);
    IntakeContext context =
        IntakeContext.of(IntakePolicy.ANNOTATE, author, new Counter()::next)
            .withImageSize(new ImageSize(100, 100))
            .withPageTotal(5);
    for (IntakeContext each : List.of(context, context.keepingUnknown())) {
      Answer answer = AnswerReader.read(schema, labels, each).answer();
      assertThat(Answer.parse(answer.json()).json()).isEqualTo(answer.json());
      AnswerReader.readUpserts(schema, labels.path("tools"), each.withPrevious(answer));
      RequiredCheck.missing(schema, answer, SubmitFacts.ofMasks(true, true));
      new SchemaChange(schema, CategorySchema.EMPTY).render(answer);
    }
  }

  /** Puts junk in some places. */
  static void damage(JsonNode root, RandomGenerator random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      JsonNode junk = JsonText.parse(JUNK.get(random.nextInt(JUNK.size())));
      switch (containers.get(random.nextInt(containers.size()))) {
        case ObjectNode object -> {
          List<String> keys = List.copyOf(object.propertyNames());
          object.set(keys.get(random.nextInt(keys.size())), junk);
        }
        case ArrayNode array -> array.set(random.nextInt(array.size()), junk);
        default -> throw new IllegalStateException();
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
