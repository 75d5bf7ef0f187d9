package kalem.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.SchemaChange;
import kalem.annotation.answer.Source;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.CheckedSchema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every answer to every schema; each seed makes many of both. */
class RoundTripTest {
  private static final int ROUNDS = 25;

  private final Authorship author =
      new Authorship("ana@team.example", "Label", Instant.EPOCH, Source.IMPORT);

  private IntakeContext context(IntakePolicy policy, Answer previous) {
    return IntakeContext.of(policy, author, () -> "new").withPrevious(previous);
  }

  private static CategorySchema schema(ObjectNode raw) {
    CheckedSchema checked = CategorySchema.check(raw, () -> "new");
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.json()).isEqualTo(raw);
    return CategorySchema.of(checked.json());
  }

  private Answer answer(RandomGenerator random, CategorySchema schema) {
    ObjectNode labels = new RandomLabels(random, schema).make();
    Intake intake = AnswerReader.read(schema, labels, context(IntakePolicy.IMPORT, Answer.EMPTY));
    assertThat(intake.problems()).isEmpty();
    return intake.answer();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWasWrittenIsReadBackToTheLastCharacter(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      CategorySchema schema = schema(new RandomSchema(random).make());
      Answer first = answer(random, schema);
      String text = first.json();
      assertThat(Answer.parse(text)).isEqualTo(first);
      assertThat(Answer.parse(text).json()).isEqualTo(text);
      for (IntakePolicy policy : IntakePolicy.values()) {
        for (Answer previous : List.of(Answer.EMPTY, first)) {
          Intake again = AnswerReader.read(schema, JsonText.parse(text), context(policy, previous));
          assertThat(again.problems()).isEmpty();
          assertThat(again.warnings()).isEmpty();
          assertThat(again.answer().json()).isEqualTo(text);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void renamingThereAndBackChangesNothing(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode raw = new RandomSchema(random).make();
      CategorySchema before = schema(raw);
      CategorySchema after = schema(renamed(raw));
      Answer answer = answer(random, before);
      Answer there = new SchemaChange(before, after).render(answer);
      Intake read =
          AnswerReader.read(
              after, JsonText.parse(there.json()), context(IntakePolicy.ANNOTATE, there));
      assertThat(read.problems()).isEmpty();
      assertThat(read.answer()).isEqualTo(there);
      assertThat(new SchemaChange(after, before).render(there)).isEqualTo(answer);
    }
  }

  private static ObjectNode renamed(ObjectNode raw) {
    ObjectNode copy = raw.deepCopy();
    for (String key : List.of("title", "value")) {
      for (JsonNode owner : copy.findParents(key)) {
        ((ObjectNode) owner).put(key, owner.get(key).stringValue() + "'");
      }
    }
    return copy;
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 11})
  void savingEntriesOneByOneEndsInTheWholeAnswer(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Answer whole = answer(random, schema(new RandomSchema(random).make()));
      Answer draft = Answer.EMPTY;
      for (int i = 0; i < whole.tools().size(); i++) {
        draft =
            draft.apply(new Answer(List.of(whole.tools().get(i)), List.of(), List.of()), Set.of());
      }
      draft =
          draft.apply(new Answer(List.of(), whole.classifications(), whole.relations()), Set.of());
      assertThat(draft).isEqualTo(whole);
      assertThat(draft.apply(whole, Set.of())).isEqualTo(whole);
      assertThat(draft.apply(Answer.EMPTY, whole.objectIds()).isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {12, 13, 14})
  void noRelationOutlivesItsEnds(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Answer whole = answer(random, schema(new RandomSchema(random).make()));
      Set<String> deletes =
          Set.copyOf(
              whole.entries().filter(each -> random.nextBoolean()).map(Entry::objectId).toList());
      Answer left = whole.apply(Answer.EMPTY, deletes);
      assertThat(left.objectIds()).doesNotContainAnyElementsOf(deletes);
      left.relations()
          .forEach(each -> assertThat(left.objectIds()).containsAll(each.link().ends()));
    }
  }
}
