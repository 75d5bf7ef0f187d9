package kalem.annotation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;

/** What the shared cases do not tell: the words, and pages without objects. */
class LimitCheckTest {
  private static final CategorySchema SCHEMA =
      CategorySchema.of(
          JsonText.parse(
              """
              {"tools":[{"tool":"point","title":"Nose","schemaId":"nose","min":1,"perPage":true}]}\
              """));

  private static List<String> messages(SubmitFacts facts, int... pages) {
    StringBuilder tools = new StringBuilder();
    for (int page : pages) {
      tools.append(tools.isEmpty() ? "" : ",");
      tools.append("{\"objectId\":\"o").append(page).append("\",\"schemaId\":\"nose\",");
      tools.append("\"page\":").append(page).append(",\"point\":[1,1]}");
    }
    Answer answer = Answer.parse("{\"tools\":[" + tools + "]}");
    return RequiredCheck.missing(SCHEMA, answer, facts).stream().map(MissingItem::message).toList();
  }

  @Test
  void aPageWithoutObjectsHasTooFew() {
    SubmitFacts facts = SubmitFacts.ofMasks(false, false);
    assertThat(messages(facts.withPageTotal(3), 0, 2))
        .containsExactly("\"Nose\" needs at least 1 object on each page.");
    assertThat(messages(facts.withPageTotal(3), 0, 1, 2)).isEmpty();
    assertThat(messages(facts, 0, 2)).as("when the pages are not known").isEmpty();
  }

  @Test
  void aClassThatDoesNotFitTheAssetIsNotCounted() {
    SubmitFacts facts = SubmitFacts.ofMasks(false, false).fitting(each -> false).withPageTotal(3);
    assertThat(messages(facts)).isEmpty();
  }
}
