package kalem.annotation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {
  private static final String BEFORE =
      """
      {'tools':[{'tool':'point','title':'Car','schemaId':'car','classifications':[
         {'tool':'radio','title':'Load','schemaId':'load','options':[{'value':'Full','schemaId':'f'},{'value':'Empty','schemaId':'e'}]}]}],
       'classifications':[{'tool':'tree-dropdown','title':'Site','schemaId':'site','treeOptions':[
         {'title':'North','key':'n','children':[{'title':'Dock','key':'d','children':[]}]}]}],
       'relations':[{'tool':'group','title':'Stack','schemaId':'stack'}]}\
      """;
  private static final String ANSWER =
      """
      {'tools':[{'objectId':'1','schemaId':'car','title':'Car','point':[1,2],'classifications':[{'objectId':'2','schemaId':'load','tool':'radio','title':'Load','answer':'Full','classifications':[]}]},\
      {'objectId':'3','schemaId':'gone','title':'Gone','point':[1,2],'classifications':[]}],\
      'classifications':[{'objectId':'4','schemaId':'site','tool':'tree-dropdown','title':'Site','answer':['North','North / Dock'],'classifications':[]}],\
      'relations':[{'objectId':'5','schemaId':'stack','title':'Stack','group':['1','3'],'classifications':[]}]}\
      """;

  private static CategorySchema schema(String text) {
    return CategorySchema.of(JsonText.parse(text.replace('\'', '"')));
  }

  private static String rendered(String after, String answer) {
    Answer before = Answer.parse(answer.replace('\'', '"'));
    return new SchemaChange(schema(BEFORE), schema(after)).render(before).json().replace('"', '\'');
  }

  @Test
  void namesFollowTheirIds() {
    String after =
        BEFORE
            .replace("'title':'Car'", "'title':'Vehicle'")
            .replace("'value':'Full'", "'value':'Laden'")
            .replace("'title':'North'", "'title':'Nord'")
            .replace("'title':'Stack'", "'title':'Pile'")
            .replace("'tool':'radio'", "'tool':'single-dropdown'");
    String expected =
        ANSWER
            .replace("'title':'Car'", "'title':'Vehicle'")
            .replace("'answer':'Full'", "'answer':'Laden'")
            .replace("['North','North / Dock']", "['Nord','Nord / Dock']")
            .replace("'title':'Stack'", "'title':'Pile'")
            .replace("'tool':'radio'", "'tool':'single-dropdown'");
    assertThat(rendered(after, ANSWER)).isEqualTo(expected);
  }

  @Test
  void exchangedNamesAreExchanged() {
    String after =
        BEFORE
            .replace("'value':'Full'", "'value':'?'")
            .replace("'value':'Empty'", "'value':'Full'")
            .replace("'value':'?'", "'value':'Empty'");
    assertThat(rendered(after, ANSWER)).contains("'answer':'Empty'");
  }

  @Test
  void aDeletedOptionKeepsItsLastValueAndIsMarked() {
    String after = BEFORE.replace("{'value':'Full','schemaId':'f'},", "");
    assertThat(rendered(after, ANSWER))
        .contains("'answer':'Full','unknownOption':true,'classifications':[]");
  }

  @Test
  void nothingChangesWithoutAChange() {
    assertThat(rendered(BEFORE, ANSWER)).isEqualTo(ANSWER);
  }
}
