package kalem.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.MissingItem;
import kalem.annotation.answer.RequiredCheck;
import kalem.annotation.answer.Source;
import kalem.annotation.answer.SubmitFacts;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Bounds;
import kalem.annotation.geometry.Fit;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs the cases shared with the web editor, {@code src/test/vectors}. */
class VectorTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @TestFactory
  Stream<DynamicTest> numbersAreWrittenAsJavaScriptDoes() throws IOException {
    return Vectors.each(
        Vectors.read("numbers"),
        vector ->
            assertThat(CompactJson.text(JsonText.parse(vector.get("text").stringValue())))
                .isEqualTo(vector.get("expected").stringValue()));
  }

  @TestFactory
  Stream<DynamicTest> geometryIsNormalised() throws IOException {
    return Vectors.each(
        Vectors.read("geometry"),
        vector -> {
          String key = vector.get("key").stringValue();
          if (vector.has("fault")) {
            assertThatThrownBy(() -> GeometryReader.read(key, vector.get("value")))
                .isInstanceOf(BadGeometryException.class);
          } else {
            assertThat(Vectors.text(GeometryReader.read(key, vector.get("value"))))
                .isEqualTo(CompactJson.text(vector.get("expected")));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shapesAreFittedIntoTheImage() throws IOException {
    return Vectors.each(
        Vectors.read("bounds"),
        vector -> {
          JsonNode image = vector.get("image");
          ImageSize size = new ImageSize(image.get(0).doubleValue(), image.get(1).doubleValue());
          Geometry given =
              GeometryReader.read(vector.get("key").stringValue(), vector.get("value"));
          switch (new Bounds(size).fit(given)) {
            case Fit.Inside(Geometry same) -> {
              assertThat(vector.get("fit").stringValue()).isEqualTo("inside");
              assertThat(same).isEqualTo(given);
            }
            case Fit.Clipped(Geometry left) ->
                assertThat(Vectors.text(left)).isEqualTo(CompactJson.text(vector.path("expected")));
            case Fit.Outside() -> assertThat(vector.get("fit").stringValue()).isEqualTo("outside");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> answersAreNormalised() throws IOException {
    JsonNode file = Vectors.read("answers");
    CategorySchema schema = CategorySchema.of(file.get("schema"));
    return Vectors.each(
        file.get("cases"),
        vector -> {
          ObjectNode source = NODES.objectNode();
          source
              .putArray("classifications")
              .addObject()
              .put("schemaId", vector.get("schemaId").stringValue())
              .set("answer", vector.get("answer"));
          Intake intake = AnswerReader.read(schema, source, context());
          List<ClassificationAnswer> read = intake.answer().classifications();
          if (vector.has("fault")) {
            assertThat(intake.problems())
                .singleElement()
                .returns(vector.get("fault").stringValue(), problem -> problem.code().name())
                .returns("classifications[0].answer", Problem::path);
          } else if (vector.has("nothing")) {
            assertThat(read).isEmpty();
            assertThat(intake.problems()).isEmpty();
          } else {
            assertThat(intake.problems()).isEmpty();
            StringBuilder text = new StringBuilder();
            read.getFirst().answer().write(new CompactJson(text));
            assertThat(text.toString()).isEqualTo(CompactJson.text(vector.get("expected")));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> requiredLabelsAreMissed() throws IOException {
    JsonNode file = Vectors.read("required");
    CategorySchema schema = CategorySchema.of(file.get("schema"));
    return Vectors.each(
        file.get("cases"),
        vector -> {
          Answer answer = Answer.parse(CompactJson.text(vector.get("answer")));
          SubmitFacts facts = SubmitFacts.ofMasks(vector.get("hasBrushMask").booleanValue(), false);
          assertMissing(vector.get("missing"), RequiredCheck.missing(schema, answer, facts));
        });
  }

  @TestFactory
  Stream<DynamicTest> limitsAreBroken() throws IOException {
    JsonNode file = Vectors.read("limits");
    CategorySchema schema = CategorySchema.of(file.get("schema"));
    return Vectors.each(
        file.get("cases"),
        vector ->
            assertMissing(
                vector.get("broken"),
                RequiredCheck.missing(
                    schema, answer(vector.get("answer")), SubmitFacts.ofMasks(false, false))));
  }

  private static void assertMissing(JsonNode expected, List<MissingItem> missing) {
    assertThat(missing)
        .extracting(each -> Arrays.asList(each.schemaId(), each.objectId().orElse(null)))
        .isEqualTo(
            expected
                .valueStream()
                .map(
                    pair -> Arrays.asList(pair.get(0).stringValue(), pair.get(1).stringValue(null)))
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> draftsAreSavedObjectByObject() throws IOException {
    return Vectors.each(
        Vectors.read("draft"),
        vector -> {
          Collection<String> deletes =
              vector.get("deletes").valueStream().map(JsonNode::stringValue).toList();
          Answer after = answer(vector.get("before")).apply(answer(vector.get("upserts")), deletes);
          assertThat(after.json()).isEqualTo(answer(vector.get("after")).json());
        });
  }

  private static Answer answer(JsonNode node) {
    return Answer.parse(CompactJson.text(node));
  }

  private static IntakeContext context() {
    Authorship author = new Authorship("ana@team.example", "Label", Instant.EPOCH, Source.API);
    return IntakeContext.of(IntakePolicy.IMPORT, author, new Counter()::next);
  }
}
