package kalem.annotation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kalem.annotation.Counter;
import kalem.annotation.ProblemCode;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Entries of objects on video frames as they come in. Texts are written with single quotes. */
class VideoEntriesTest {
  private static final CategorySchema SCHEMA =
      CategorySchema.of(parse("{'tools':[{'tool':'point','title':'Nose','schemaId':'nose'}]}"));
  private static final Authorship ANA =
      new Authorship("ana@team.example", "Label", Instant.EPOCH, Source.IMPORT);

  private static JsonNode parse(String text) {
    return JsonText.parse(text.replace('\'', '"'));
  }

  private static IntakeContext context() {
    return IntakeContext.of(IntakePolicy.IMPORT, ANA, new Counter()::next);
  }

  private static Intake read(String tools) {
    return AnswerReader.read(
        SCHEMA, parse("{'tools':[" + tools + "]}"), context().withPageTotal(20));
  }

  private static String entry(int page, String rest) {
    return "{'objectId':'a','title':'Nose','page':" + page + "," + rest + "}";
  }

  private static List<Integer> frames(Intake intake) {
    return intake.answer().tools().stream().map(ToolObject::pageOrFirst).toList();
  }

  private static List<Geometry> shapes(Intake intake) {
    return intake.answer().tools().stream().map(ToolObject::geometry).toList();
  }

  @Test
  void markedKeyFramesAreKeptAndInterpolatedOnesLeftOut() {
    Intake intake =
        read(
            String.join(
                ",",
                entry(0, "'keyFrame':true,'point':[0,0]"),
                entry(1, "'point':[1,1]"),
                entry(2, "'keyFrame':true,'point':[2,2]"),
                entry(3, "'interpolationStopped':true,'point':[2,2]"),
                "{'objectId':'b','title':'Nose','page':1,'point':[9,9]}"));
    assertThat(intake.problems()).isEmpty();
    assertThat(frames(intake)).containsExactly(0, 2, 3, 1);
    assertThat(intake.answer().tools()).noneMatch(each -> each.marks().keyFrame());
  }

  @Test
  void aStopWithoutAShapeTakesTheLastOne() {
    Intake intake =
        read(
            String.join(
                ",",
                entry(0, "'point':[0,0]"),
                entry(8, "'point':[8,8]"),
                entry(5, "'interpolationStopped':true")));
    assertThat(intake.problems()).isEmpty();
    assertThat(shapes(intake)).containsExactly(new Point(0, 0), new Point(8, 8), new Point(0, 0));
  }

  @Test
  void aStopInADraftTakesTheShapeOfTheDraft() {
    Answer previous = read(entry(0, "'point':[3,4]")).answer();
    Intake intake =
        AnswerReader.readUpserts(
            SCHEMA,
            parse("[" + entry(5, "'interpolationStopped':true") + "]"),
            context().withPrevious(previous));
    assertThat(intake.problems()).isEmpty();
    assertThat(shapes(intake)).containsExactly(new Point(3, 4));
  }

  @Test
  void aStopOfNothingIsRefused() {
    assertThat(read(entry(5, "'interpolationStopped':true")).problems())
        .singleElement()
        .returns(ProblemCode.BAD_GEOMETRY, problem -> problem.code());
  }

  @Test
  void ofTwoEntriesOnOneFrameTheLastStaysAndItIsTold() {
    Intake intake = read(entry(1, "'point':[1,1]") + "," + entry(1, "'point':[2,2]"));
    assertThat(shapes(intake)).containsExactly(new Point(2, 2));
    assertThat(intake.problems())
        .singleElement()
        .returns(ProblemCode.DUPLICATE_OBJECT_ID, problem -> problem.code())
        .returns("tools[1].objectId", problem -> problem.path());
  }

  @Test
  void theTrackFormIsSpreadOverItsKeyFrames() {
    Intake intake =
        read(
            """
            {'objectId':'a','title':'Nose','geometryType':'point','ranges':[[0,3],[6,9]],'frames':[
              {'page':0,'keyFrame':true,'point':[0,0]},{'page':1,'point':[1,0]},{'page':2,'keyFrame':true,'point':[2,0]},
              {'page':6,'keyFrame':true,'point':[5,5]}]}\
            """);
    assertThat(intake.problems()).isEmpty();
    assertThat(intake.answer().tools())
        .extracting(
            each -> each.pageOrFirst() + (each.marks().interpolationStopped() ? " off" : ""))
        .containsExactly("0", "2", "4 off", "6", "10 off");
  }
}
