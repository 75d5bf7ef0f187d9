package kalem.annotation.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kalem.annotation.Counter;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.json.JsonText;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private static CheckedSchema check(String raw) {
    return CategorySchema.check(JsonText.parse(raw.replace('\'', '"')), new Counter()::next);
  }

  private static void assertErrors(String raw, String... pathsAndCodes) {
    assertThat(check(raw).errors())
        .extracting(problem -> problem.path() + " " + problem.code())
        .containsExactly(pathsAndCodes);
  }

  @Test
  void everyKeyIsKeptAsGivenInItsOrder() {
    String raw =
        """
        {'relations':[],'tools':[{'zeta':null,'tool':'bounding-box','title':'Pallet','schemaId':'b','color':'#3FA7D6',\
        'regex':null,'classifications':[],'alpha':{'x':1.50}}],'classifications':[],'own':7}\
        """
            .replace('\'', '"');
    assertThat(check(raw).json()).isEqualTo(JsonText.parse(raw));
    assertThat(check(raw).json().toString()).isEqualTo(raw.replace("1.50", "1.5"));
  }

  @Test
  void missingListsAreEmpty() {
    assertThat(check("{}").json().toString())
        .isEqualTo("{\"tools\":[],\"classifications\":[],\"relations\":[]}");
    assertThat(check("{}").isAcceptable()).isTrue();
  }

  @Test
  void idsAreMadeWhereTheyAreMissingOrEmpty() {
    String json =
        check(
                """
                {'tools':[{'tool':'polygon','schemaId':'','title':'A','classifications':[{'tool':'radio','schemaId':null,\
                'options':[{'value':'x'},{'value':'y','schemaId':'kept'}]}]}]}\
                """)
            .json()
            .toString()
            .replace('"', '\'');
    assertThat(json)
        .contains("{'tool':'polygon','schemaId':'made-1','title':'A'")
        .contains("{'tool':'radio','schemaId':'made-2'")
        .contains("[{'value':'x','schemaId':'made-3'},{'value':'y','schemaId':'kept'}]");
  }

  @Test
  void treeNodesGetKeysAndTheirOptionsTheSame() {
    CheckedSchema checked =
        check(
            """
            {'classifications':[{'tool':'tree-dropdown','schemaId':'t','treeOptions':[{'title':'A','children':[{'title':'B'}]}],\
            'options':[{'value':'A'},{'value':'A / B'}]}]}\
            """);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.json().at("/classifications/0/treeOptions/0/key").stringValue())
        .isEqualTo("made-1");
    assertThat(checked.json().at("/classifications/0/options/1/schemaId").stringValue())
        .isEqualTo("made-2");
  }

  @Test
  void aVoxelBrushGetsTheSmallestFreeInteger() {
    CheckedSchema checked =
        check(
            """
            {'tools':[{'tool':'medical-brush','schemaId':'1'},{'tool':'medical-brush'},{'tool':'medical-brush','schemaId':'3'},\
            {'tool':'medical-brush'}]}\
            """);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.json().path("tools").findValuesAsString("schemaId"))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertErrors(
        """
        {'tools':[{'tool':'hexagon','schemaId':'a'},{'tool':'radio','schemaId':'a','options':[{'value':'x','schemaId':'o'}]},7,\
        {'tool':'point','schemaId':'p','color':'red','regex':'('}],'relations':{}}\
        """,
        "tools[0].tool UNKNOWN_TOOL",
        "tools[1].tool WRONG_LIST",
        "tools[1].schemaId DUPLICATE_SCHEMA_ID",
        "tools[2] NOT_AN_OBJECT",
        "tools[3].color BAD_COLOR",
        "tools[3].regex BAD_REGEX",
        "relations NOT_A_LIST");
  }

  @Test
  void aSchemaIsAnObject() {
    assertErrors("[]", " NOT_AN_OBJECT");
  }

  @Test
  void idsAreUniqueOverClassesAndOptions() {
    assertErrors(
        """
        {'classifications':[{'tool':'radio','schemaId':'a','options':[{'value':'x','schemaId':'b'},{'value':'y','schemaId':'a'}],\
        'classifications':[{'tool':'text','schemaId':'b'}]}]}\
        """,
        "classifications[0].options[1].schemaId DUPLICATE_SCHEMA_ID",
        "classifications[0].classifications[0].schemaId DUPLICATE_SCHEMA_ID");
  }

  @Test
  void aNestedQuestionNamesAnOptionOfItsDirectParent() {
    assertErrors(
        """
        {'classifications':[{'tool':'radio','schemaId':'a','options':[{'value':'x','schemaId':'x'}],'classifications':[\
        {'tool':'text','schemaId':'b','parentOptionId':'x'},{'tool':'text','schemaId':'c','parentOptionId':'y'},\
        {'tool':'text','schemaId':'d','parentOptionIds':['x','z']}]}]}\
        """,
        "classifications[0].classifications[1].parentOptionId UNKNOWN_PARENT_OPTION",
        "classifications[0].classifications[2].parentOptionId UNKNOWN_PARENT_OPTION");
  }

  @Test
  void optionsOfOneQuestionDiffer() {
    assertErrors(
        """
        {'classifications':[{'tool':'radio','schemaId':'a','options':[{'value':'x'},{'value':'x'}]}]}\
        """,
        "classifications[0].options DUPLICATE_OPTION");
  }

  @Test
  void brushClassesAreToldApartByColorAndVoxelBrushesByByte() {
    assertErrors(
        """
        {'tools':[{'tool':'brush','schemaId':'a','color':'#00ff00'},{'tool':'brush','schemaId':'b','color':'#00FF00'},\
        {'tool':'medical-brush','schemaId':'256'},{'tool':'medical-brush','schemaId':'x'}]}\
        """,
        "tools[1].color DUPLICATE_BRUSH_COLOR",
        "tools[2].schemaId BAD_VOXEL_ID",
        "tools[3].schemaId BAD_VOXEL_ID");
  }

  @Test
  void aQuestionWithoutOptionsAndATakenShortcutAreWarnings() {
    CheckedSchema checked =
        check(
            """
            {'tools':[{'tool':'point','schemaId':'p','shortcutKey':'b'}],\
            'classifications':[{'tool':'radio','schemaId':'a','shortcutKey':'b','options':[]}]}\
            """);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.warnings())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.SHORTCUT_TAKEN, ProblemCode.NO_OPTIONS);
  }

  @Test
  void anUnknownToolIsKeptWhenLenient() {
    CheckedSchema checked =
        CategorySchema.checkLeniently(
            JsonText.parse("{\"tools\":[{\"tool\":\"hexagon\",\"schemaId\":\"h\"}]}"),
            new Counter()::next);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.warnings())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.UNKNOWN_TOOL);
    assertThat(CategorySchema.of(checked.json()).tools()).isEmpty();
  }

  @Test
  void aStoredSchemaIsFoundByIdAndByTitle() {
    CategorySchema schema =
        CategorySchema.of(
            JsonText.parse(
                """
                {"tools":[{"tool":"bounding-box","title":"Pallet","schemaId":"b","required":true,"min":1,"classifications":[
                  {"tool":"radio","title":"Load","schemaId":"l","multiple":true,"options":[{"value":"Full","schemaId":"f"}],
                   "classifications":[{"tool":"text","title":"Contents","schemaId":"c","parentOptionId":"f","frameSpecific":true,
                     "regex":"^[A-Z]{2}$"}]}]}]}\
                """));
    SchemaClass contents = schema.find("c").orElseThrow();
    assertThat(contents.depth()).isEqualTo(2);
    assertThat(contents.parentSchemaId()).contains("l");
    assertThat(contents.parentOptionIds()).isEqualTo(List.of("f"));
    assertThat(contents.settings().frameSpecific()).isTrue();
    assertThat(contents.settings().regex().orElseThrow().matches("AB")).isTrue();
    assertThat(schema.findOption("f").orElseThrow().owner().schemaId()).isEqualTo("l");
    assertThat(schema.titled("Pallet", ClassKind.BOUNDING_BOX)).hasSize(1);
    assertThat(schema.titled("Pallet", ClassKind.POLYGON)).isEmpty();
    assertThat(schema.find("b").orElseThrow().settings().count().allow(0)).isFalse();
  }
}
