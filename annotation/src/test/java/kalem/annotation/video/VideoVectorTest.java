package kalem.annotation.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.annotation.Vectors;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs the cases of moving objects that are shared with the web editor. */
class VideoVectorTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @TestFactory
  Stream<DynamicTest> shapesAreInterpolated() throws IOException {
    return Vectors.each(
        Vectors.read("interpolation"),
        vector -> {
          String key = vector.get("key").stringValue();
          Geometry from = GeometryReader.read(key, vector.get("from"));
          Geometry to = GeometryReader.read(key, vector.get("to"));
          Geometry between =
              rules(vector)
                  .motion(from, to)
                  .at(vector.get("step").doubleValue(), vector.get("of").doubleValue());
          assertThat(Vectors.text(between)).isEqualTo(CompactJson.text(vector.get("expected")));
        });
  }

  private static Interpolation rules(JsonNode vector) {
    return vector.path("compatible").booleanValue(false)
        ? Interpolation.COMPATIBLE
        : Interpolation.COMPLETE;
  }

  @TestFactory
  Stream<DynamicTest> objectsAreTracked() throws IOException {
    return Vectors.each(
        Vectors.read("tracks"),
        vector -> {
          Tracks tracks = Tracks.of(answer("tools", vector.get("tools")).tools(), rules(vector));
          FrameWalk walk = tracks.walk();
          for (JsonNode expected : vector.get("frames")) {
            int frame = expected.get(0).intValue();
            String shapes = CompactJson.text(expected.get(1));
            assertThat(shapes(tracks.at(frame))).as("frame %s", frame).isEqualTo(shapes);
            assertThat(shapes(walk.visibleAt(frame))).as("walk, %s", frame).isEqualTo(shapes);
          }
          for (JsonNode expected : vector.path("answers")) {
            int frame = expected.get(0).intValue();
            assertThat(answers(tracks.at(frame)))
                .as("frame %s", frame)
                .isEqualTo(CompactJson.text(expected.get(1)));
          }
          int frameTotal = vector.get("frameTotal").intValue();
          for (Track track : tracks.tracks()) {
            assertThat(track.ranges(frameTotal))
                .extracting(range -> List.of(range.from(), range.to()))
                .isEqualTo(pairs(vector.get("ranges").get(track.objectId())));
            JsonNode keyFrames = vector.path("keyFrames").path(track.objectId());
            if (!keyFrames.isMissingNode()) {
              assertThat(track.keyFrames())
                  .extracting(ToolObject::pageOrFirst)
                  .isEqualTo(keyFrames.valueStream().map(JsonNode::intValue).toList());
            }
          }
        });
  }

  private static List<List<Integer>> pairs(JsonNode list) {
    return list.valueStream()
        .map(pair -> List.of(pair.get(0).intValue(), pair.get(1).intValue()))
        .toList();
  }

  private static String shapes(List<ToolObject> objects) {
    return objects.stream()
        .map(object -> "\"" + object.objectId() + "\":" + Vectors.text(object.geometry()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String answers(List<ToolObject> objects) {
    ObjectNode answers = NODES.objectNode();
    for (ToolObject object : objects) {
      values(object.classifications().stream()).forEach(answers.putArray(object.objectId())::add);
    }
    return CompactJson.text(answers);
  }

  @TestFactory
  Stream<DynamicTest> answersHoldForAWhile() throws IOException {
    return Vectors.each(
        Vectors.read("steps"),
        vector -> {
          ObjectNode schema = NODES.objectNode();
          for (JsonNode multiple : vector.get("multiple")) {
            schema
                .withArray("classifications")
                .addObject()
                .put("tool", "radio")
                .put("multiple", true)
                .set("schemaId", multiple);
          }
          AnswerSteps steps =
              AnswerSteps.of(
                  answer("classifications", vector.get("answers")).classifications(),
                  CategorySchema.of(schema));
          for (JsonNode expected : vector.get("frames")) {
            int frame = expected.get(0).intValue();
            assertThat(values(steps.at(frame).stream()))
                .as("frame %s", frame)
                .isEqualTo(expected.get(1).valueStream().map(JsonNode::stringValue).toList());
          }
          assertThat(steps.spans(vector.get("frameTotal").intValue()))
              .extracting(
                  span ->
                      List.of(
                          span.answer().answer().values().getFirst(),
                          span.frames().from(),
                          span.frames().to()))
              .isEqualTo(
                  vector
                      .get("spans")
                      .valueStream()
                      .map(
                          span ->
                              List.of(
                                  span.get(0).stringValue(),
                                  span.get(1).intValue(),
                                  span.get(2).intValue()))
                      .toList());
        });
  }

  private static List<String> values(Stream<ClassificationAnswer> answers) {
    return answers.flatMap(each -> each.answer().values().stream()).toList();
  }

  private static Answer answer(String list, JsonNode entries) {
    ObjectNode answer = NODES.objectNode();
    answer.set(list, entries);
    return Answer.parse(CompactJson.text(answer));
  }
}
