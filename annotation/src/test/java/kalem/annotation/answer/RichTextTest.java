package kalem.annotation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kalem.annotation.Counter;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.Vectors;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Answers to rich-text questions. Texts are written with single quotes. */
class RichTextTest {
  private static final CategorySchema SCHEMA =
      CategorySchema.of(
          JsonText.parse(
              """
              {'classifications':[
                {'tool':'text','title':'Report','schemaId':'report','richText':true,'regex':'[a-z ]+'},
                {'tool':'text','title':'Note','schemaId':'note'}]}\
              """
                  .replace('\'', '"')));
  private static final Authorship ANA =
      new Authorship("ana@team.example", "Label", Instant.EPOCH, Source.IMPORT);

  private static Intake read(String title, String answer, UnaryOperator<String> safeHtml) {
    return AnswerReader.read(
        SCHEMA,
        JsonText.parse(
            "{\"classifications\":[{\"title\":\""
                + title
                + "\",\"answer\":"
                + JsonText.ofString(answer).text()
                + "}]}"),
        IntakeContext.of(IntakePolicy.IMPORT, ANA, new Counter()::next).withSafeHtml(safeHtml));
  }

  @TestFactory
  Stream<DynamicTest> markupIsLeftOut() throws IOException {
    return Vectors.each(
        Vectors.read("richtext"),
        vector ->
            assertThat(PlainText.of(vector.get("html").stringValue()))
                .isEqualTo(vector.get("text").stringValue()));
  }

  @Test
  void onlyRichTextIsMadeSafe() {
    UnaryOperator<String> withoutScript = html -> html.replace("<script>", "");
    assertThat(read("Report", "<script><p>a</p>", withoutScript).answer().classifications())
        .extracting(ClassificationAnswer::answer)
        .containsExactly(new AnswerValue.Single("<p>a</p>"));
    assertThat(read("Note", "<script>", withoutScript).answer().classifications())
        .extracting(ClassificationAnswer::answer)
        .containsExactly(new AnswerValue.Single("<script>"));
  }

  @Test
  void whatIsNothingOnceSafeIsNoAnswer() {
    Intake intake = read("Report", "<script>", html -> "");
    assertThat(intake.answer().isEmpty()).isTrue();
    assertThat(intake.problems()).isEmpty();
  }

  @Test
  void thePatternIsHeldAgainstWhatIsRead() {
    assertThat(read("Report", "<p>one <b>two</b></p>", html -> html).warnings()).isEmpty();
    assertThat(read("Report", "<p>One</p>", html -> html).warnings())
        .singleElement()
        .returns(ProblemCode.REGEX_MISMATCH, Problem::code);
  }
}
