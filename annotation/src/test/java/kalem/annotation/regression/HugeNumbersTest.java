package kalem.annotation.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;

/** A whole number of hundreds of digits, which no double can hold, ended an import. */
class HugeNumbersTest {
  private static final String HUGE = "9".repeat(400);
  private static final CategorySchema SCHEMA =
      CategorySchema.of(
          JsonText.parse(
              "{\"tools\":[{\"tool\":\"point\",\"title\":\"Nose\",\"schemaId\":\"nose\"}]}"));

  private static List<ProblemCode> problems(String object) {
    Authorship author = new Authorship("a@b.example", "Label", Instant.EPOCH, Source.IMPORT);
    Intake intake =
        AnswerReader.read(
            SCHEMA,
            JsonText.parse("{\"objects\":[" + object + "]}"),
            IntakeContext.of(IntakePolicy.IMPORT, author, () -> "new"));
    return intake.problems().stream().map(problem -> problem.code()).toList();
  }

  @Test
  void aHugeCoordinateIsABadGeometry() {
    assertThat(problems("{\"title\":\"Nose\",\"point\":[1," + HUGE + "]}"))
        .containsExactly(ProblemCode.BAD_GEOMETRY);
  }

  @Test
  void aHugePageIsNoPage() {
    assertThat(problems("{\"title\":\"Nose\",\"point\":[1,2],\"page\":" + HUGE + "}"))
        .containsExactly(ProblemCode.PAGE_OUT_OF_RANGE);
  }
}
