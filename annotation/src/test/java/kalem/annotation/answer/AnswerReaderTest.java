package kalem.annotation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kalem.annotation.Counter;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Texts are written with single quotes. */
class AnswerReaderTest {
  private static final CategorySchema SCHEMA =
      CategorySchema.of(
          parse(
              """
              {'tools':[
                {'tool':'bounding-box','title':'Pallet','schemaId':'pallet','classifications':[
                  {'tool':'radio','title':'Load','schemaId':'load','options':[{'value':'Full','schemaId':'full'},{'value':'Empty','schemaId':'empty'}],
                   'classifications':[{'tool':'text','title':'Contents','schemaId':'contents','parentOptionId':'full','regex':'[A-Z]+'}]}]},
                {'tool':'polygon','title':'Pallet','schemaId':'pallet-outline'},
                {'tool':'polygon','title':'Same','schemaId':'same-1'},
                {'tool':'polygon','title':'Same','schemaId':'same-2'},
                {'tool':'pdf','title':'Total','schemaId':'total'}],
               'classifications':[
                {'tool':'checkbox','title':'Weather','schemaId':'weather','options':[{'value':'Sun','schemaId':'s'},{'value':'Rain','schemaId':'r'}]},
                {'tool':'text','title':'Note','schemaId':'note','multiple':true}],
               'relations':[
                {'tool':'one-to-one','title':'On top of','schemaId':'on'},
                {'tool':'group','title':'Stack','schemaId':'stack'},
                {'tool':'one-to-many','title':'Holds','schemaId':'holds'}]}\
              """));
  private static final Authorship ANA =
      new Authorship(
          "ana@team.example", "Label", Instant.parse("2026-05-04T09:01:12.3Z"), Source.API);
  private static final String MADE_BY_ANA =
      "'metadata':{'createdAt':'2026-05-04T09:01:12.300Z','createdBy':'ana@team.example','createdIn':'Label','source':'api'}";

  private final Counter ids = new Counter();

  private static JsonNode parse(String text) {
    return JsonText.parse(text.replace('\'', '"'));
  }

  private IntakeContext annotate() {
    return IntakeContext.of(IntakePolicy.ANNOTATE, ANA, ids::next);
  }

  private IntakeContext importing() {
    return IntakeContext.of(IntakePolicy.IMPORT, ANA, ids::next).at("[12]");
  }

  private static Intake read(String text, IntakeContext context) {
    return AnswerReader.read(SCHEMA, parse(text), context);
  }

  private static Answer answer(String text) {
    return Answer.parse(text.replace('\'', '"'));
  }

  private static void assertJson(Answer answer, String expected) {
    assertThat(answer.json().replace('"', '\'')).isEqualTo(expected);
  }

  private static void assertProblems(Intake intake, String... codesAndPaths) {
    assertThat(intake.problems())
        .extracting(problem -> problem.code() + " " + problem.path())
        .containsExactly(codesAndPaths);
  }

  private static void assertWarnings(Intake intake, String... codesAndPaths) {
    assertThat(intake.warnings())
        .extracting(problem -> problem.code() + " " + problem.path())
        .containsExactly(codesAndPaths);
  }

  @Test
  void whatIsMissingIsFilledIn() {
    Intake intake =
        read(
            """
            {'objects':[{'schemaId':'pallet','bounding-box':{'x':40.0,'y':60,'width':-20,'height':80.5},'own':{'b':1.0},
              'classifications':[{'title':'Load','answer':'full','classifications':[{'schemaId':'contents','answer':'AB'}]}]}],
             'classifications':[{'title':'Weather','answer':'r'}]}\
            """,
            annotate());
    assertProblems(intake);
    assertWarnings(intake);
    assertJson(
        intake.answer(),
        "{'tools':[{'objectId':'made-3','schemaId':'pallet','title':'Pallet','bounding-box':{'x':20,'y':60,'width':20,'height':80.5},"
            + "'own':{'b':1},'classifications':[{'objectId':'made-2','schemaId':'load','tool':'radio','title':'Load','answer':'Full',"
            + "'classifications':[{'objectId':'made-1','schemaId':'contents','tool':'text','title':'Contents','answer':'AB','classifications':[],"
            + MADE_BY_ANA
            + "}],"
            + MADE_BY_ANA
            + "}],"
            + MADE_BY_ANA
            + "}],'classifications':[{'objectId':'made-4','schemaId':'weather','tool':'checkbox','title':'Weather','answer':['Rain'],"
            + "'classifications':[],"
            + MADE_BY_ANA
            + "}],'relations':[]}");
  }

  @Test
  void allFormsOfAnItemMeanTheSame() {
    String tools = "[{'objectId':'a','schemaId':'pallet-outline','polygon':[[0,0],[1,0],[1,1]]}]";
    String expected = read("{'tools':" + tools + "}", annotate()).answer().json();
    for (String form :
        new String[] {
          "{'objects':" + tools + ",'classifications':null}",
          "{'answer':{'objects':" + tools + "}}",
          "{'asset':'u','task':{'taskId':'t','tools':" + tools + ",'stageHistory':[{}]}}"
        }) {
      assertThat(read(form, annotate()).answer().json()).isEqualTo(expected);
    }
  }

  @Test
  void pathsNameTheForm() {
    assertProblems(
        read("{'answer':{'objects':[{'schemaId':'none','polygon':[]}]}}", importing()),
        "UNKNOWN_CLASS [12].answer.objects[0].schemaId",
        "BAD_GEOMETRY [12].answer.objects[0].polygon");
    assertProblems(read("{'task':{'tools':{}}}", importing()), "NOT_A_LIST [12].task.tools");
    assertProblems(read("[]", importing()), "NOT_AN_OBJECT [12]");
  }

  @Test
  void everyFaultIsToldAndTheRestIsRead() {
    Intake intake =
        read(
            """
            {'tools':[
              {'polygon':[[0,0],[1,0],[1,1]]},
              {'title':'Same','polygon':[[0,0],[1,0],[1,1]]},
              {'schemaId':'pallet','polygon':[[0,0],[1,0],[1,1]]},
              {'schemaId':'weather','polygon':[[0,0],[1,0],[1,1]]},
              {'schemaId':'same-1'},
              {'objectId':'a','title':'Pallet','polygon':[[0,0],[1,0],[1,1]]},
              {'objectId':'a','title':'Pallet','bounding-box':{'x':0,'y':0,'width':1,'height':1}},
              {'objectId':'a','page':1,'title':'Pallet','bounding-box':{'x':0,'y':0,'width':1,'height':1}},
              {'objectId':'b','page':-1,'title':'Pallet','bounding-box':{'x':0,'y':0,'width':1,'height':1}},
              {'objectId':true,'title':'Pallet','bounding-box':{'x':0,'y':0,'width':1,'height':1}},
              'box'],
             'classifications':[{'schemaId':'weather','answer':'Snow'},{'schemaId':'contents','answer':'A'},{'schemaId':'pallet','answer':'A'}]}\
            """,
            importing());
    assertProblems(
        intake,
        "MISSING_CLASS [12].tools[0]",
        "AMBIGUOUS_TITLE [12].tools[1].title",
        "TYPE_MISMATCH [12].tools[2].polygon",
        "TYPE_MISMATCH [12].tools[3].polygon",
        "BAD_GEOMETRY [12].tools[4]",
        "DUPLICATE_OBJECT_ID [12].tools[6].objectId",
        "PAGE_OUT_OF_RANGE [12].tools[8].page",
        "BAD_OBJECT_ID [12].tools[9].objectId",
        "NOT_AN_OBJECT [12].tools[10]",
        "UNKNOWN_OPTION [12].classifications[0].answer",
        "NESTED_NOT_OPEN [12].classifications[1]",
        "TYPE_MISMATCH [12].classifications[2]");
    assertThat(intake.answer().tools())
        .extracting(ToolObject::schemaId)
        .containsExactly("pallet", "pallet");
  }

  @Test
  void aNestedAnswerNeedsTheAnswerThatOpensIt() {
    String text =
        """
        {'tools':[{'objectId':'a','schemaId':'pallet','bounding-box':{'x':0,'y':0,'width':1,'height':1},'classifications':[
          {'objectId':'b','schemaId':'load','answer':'Empty','classifications':[{'objectId':'c','schemaId':'contents','answer':'x'}]}]}]}\
        """;
    Intake imported = read(text, importing());
    String path = "NESTED_NOT_OPEN [12].tools[0].classifications[0].classifications[0]";
    assertProblems(imported, path);
    Intake annotated = read(text, annotate().at("[12]"));
    assertProblems(annotated);
    assertWarnings(annotated, path);
    assertThat(annotated.answer().objectIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aTextThatMissesItsPatternIsReadWithAWarning() {
    Intake intake =
        read(
            """
            {'tools':[{'schemaId':'pallet','bounding-box':{'x':0,'y':0,'width':1,'height':1},'classifications':[
              {'schemaId':'load','answer':'Full','classifications':[{'schemaId':'contents','answer':'x'}]}]}]}\
            """,
            annotate());
    assertProblems(intake);
    assertWarnings(intake, "REGEX_MISMATCH tools[0].classifications[0].classifications[0].answer");
  }

  @Test
  void theLastAnswerCountsUnlessThereMayBeSeveral() {
    Intake intake =
        read(
            """
            {'classifications':[{'schemaId':'weather','answer':'Sun'},{'schemaId':'note','answer':'1'},{'schemaId':'note','answer':'2'},
              {'schemaId':'weather','answer':'Sun','page':4},{'schemaId':'weather','answer':'Rain'}]}\
            """,
            annotate());
    assertWarnings(intake, "DUPLICATE_ANSWER classifications[4]");
    assertThat(intake.answer().classifications())
        .extracting(each -> each.answer().values().getFirst())
        .containsExactly("1", "2", "Sun", "Rain");
  }

  @Test
  void relationsNeedTheirEnds() {
    Intake intake =
        read(
            """
            {'tools':[{'objectId':'a','schemaId':'same-1','polygon':[[0,0],[1,0],[1,1]]},{'objectId':'b','schemaId':'same-1','polygon':[[0,0],[1,0],[1,1]]}],
             'relations':[{'objectId':'r1','schemaId':'on','from':'a','to':'b'},
              {'objectId':'r2','title':'Stack','group':['a','b','r1']},
              {'objectId':'r3','schemaId':'on','from':'a','to':'b','direction':'backward'},
              {'objectId':'r4','schemaId':'holds','from':'a','to':['b'],'direction':'bidirectional'},
              {'schemaId':'on','from':'a','to':'a'},
              {'schemaId':'stack','group':['a']},
              {'objectId':'r7','schemaId':'on','from':'a','to':'z'},
              {'schemaId':'on','from':'a','to':'r7'},
              {'schemaId':'stack','from':'a','to':'b'},
              {'schemaId':'on','from':'a','to':'b','direction':'up'}]}\
            """,
            importing());
    assertProblems(
        intake,
        "RELATION_SELF [12].relations[4].to",
        "RELATION_TOO_SMALL [12].relations[5].group",
        "TYPE_MISMATCH [12].relations[8]",
        "BAD_VALUE [12].relations[9].direction",
        "RELATION_END_MISSING [12].relations[6]",
        "RELATION_END_MISSING [12].relations[7]");
    assertThat(intake.answer().relations())
        .extracting(Relation::link)
        .containsExactly(
            new Link.Single("a", "b", "straight"),
            new Link.Group(List.of("a", "b", "r1")),
            new Link.Single("b", "a", "straight"),
            new Link.OneToMany("a", List.of("b"), "bidirectional"));
  }

  @Test
  void aPersonMayGroupASingleObject() {
    Intake intake =
        read(
            "{'tools':[{'objectId':'a','schemaId':'same-1','polygon':[[0,0],[1,0],[1,1]]}],'relations':[{'schemaId':'stack','group':['a']}]}",
            annotate());
    assertProblems(intake);
  }

  @Test
  void objectsAreCutAtTheBorderOfTheImage() {
    Intake intake =
        read(
            """
            {'tools':[{'schemaId':'pallet','bounding-box':{'x':90,'y':0,'width':50,'height':10}},
                      {'schemaId':'pallet','bounding-box':{'x':190,'y':0,'width':50,'height':10}}]}\
            """,
            annotate().withImageSize(new ImageSize(100, 100)));
    assertWarnings(intake, "CLIPPED tools[0].bounding-box");
    assertProblems(intake, "OUT_OF_BOUNDS tools[1].bounding-box");
  }

  @Test
  void pagesLieInTheAsset() {
    String text =
        "{'tools':[{'schemaId':'pallet','page':2,'bounding-box':{'x':9,'y':0,'width':5,'height':1}}]}";
    assertProblems(read(text, annotate().withPageTotal(3)));
    assertProblems(read(text, annotate().withPageTotal(2)), "PAGE_OUT_OF_RANGE tools[0].page");
  }

  @Test
  void aFlatPdfAreaIsConverted() {
    Intake intake =
        read(
            """
            {'objects':[{'schemaId':'total','bounding-box':{'objectId':'p','x1':1,'y1':2,'x2':3,'y2':4,'width':100,'height':200,'pageNumber':1,'text':'T'}}]}\
            """,
            annotate());
    assertProblems(intake);
    assertWarnings(intake, "LEGACY_FORM objects[0]");
    assertThat(intake.answer().json().replace('"', '\''))
        .contains(
            "{'objectId':'p','schemaId':'total','title':'Total','pdf':{'position':{'boundingRect':{'x1':1,'y1':2,'x2':3,'y2':4,"
                + "'width':100,'height':200},'rects':[],'pageNumber':1},'content':{'text':'T'}}");
  }

  @Test
  void aTrackIsReadAsItsFrames() {
    Intake intake =
        read(
            """
            {'tools':[{'objectId':'t','schemaId':'pallet','geometryType':'bounding-box','ranges':[[0,5],[8,9]],'frames':[
              {'page':0,'keyFrame':true,'bounding-box':{'x':0,'y':0,'width':1,'height':1}},
              {'page':8,'keyFrame':true,'bounding-box':{'x':1,'y':0,'width':1,'height':1}}]}]}\
            """,
            annotate().withPageTotal(10));
    assertProblems(intake);
    assertThat(intake.answer().tools())
        .extracting(
            each -> each.marks().page().orElse(-1) + " " + each.marks().interpolationStopped())
        .containsExactly("0 false", "6 true", "8 false");
  }

  @Test
  void metadataGivenIsKeptAndEpochTimesBecomeText() {
    Intake intake =
        read(
            """
            {'classifications':[{'objectId':'n','schemaId':'note','answer':'x',
              'metadata':{'createdAt':1777885272345,'createdBy':'bob@team.example','description':'d','score':0.5}}]}\
            """,
            annotate());
    assertThat(intake.answer().json().replace('"', '\''))
        .contains(
            "'metadata':{'createdAt':'2026-05-04T09:01:12.345Z','createdBy':'bob@team.example','description':'d','score':0.5,'createdIn':'Label'}");
  }

  @Test
  void unchangedEntriesKeepTheirMetadataAndChangedOnesAreUpdated() {
    String stored =
        "{'objectId':'%s','schemaId':'note','tool':'text','title':'Note','answer':'%s','classifications':[],'metadata':%s}";
    String bobs =
        "{'createdAt':'2026-01-01T00:00:00.000Z','createdBy':'bob@team.example','createdIn':'Start'}";
    Answer previous =
        answer(
            "{'tools':[],'classifications':["
                + stored.formatted("same", "x", bobs)
                + ","
                + stored.formatted("changed", "x", bobs)
                + "],'relations':[]}");
    Intake intake =
        read(
            """
            {'classifications':[{'objectId':'same','schemaId':'note','answer':'x'},{'objectId':'changed','schemaId':'note','answer':'y'}]}\
            """,
            annotate().withPrevious(previous));
    String updated =
        bobs.replace(
            "}",
            ",'updatedAt':'2026-05-04T09:01:12.300Z','updatedBy':'ana@team.example','updatedIn':'Label'}");
    assertJson(
        intake.answer(),
        "{'tools':[],'classifications':["
            + stored.formatted("same", "x", bobs)
            + ","
            + stored.formatted("changed", "y", updated)
            + "],'relations':[]}");
  }

  @Test
  void aChangeInANestedAnswerIsAChangeOfItsObject() {
    String text =
        """
        {'tools':[{'objectId':'a','schemaId':'pallet','bounding-box':{'x':0,'y':0,'width':1,'height':1},
          'classifications':[{'objectId':'b','schemaId':'load','answer':'Empty'}]}]}\
        """;
    Answer first = read(text, annotate()).answer();
    assertThat(read(text, annotate().withPrevious(first)).answer()).isEqualTo(first);
    Answer second = read(text.replace("Empty", "Full"), annotate().withPrevious(first)).answer();
    assertThat(second.tools().getFirst().metadata().orElseThrow().values())
        .containsKey("updatedAt");
  }

  @Test
  void whatWasThereBeforeItsClassWasDeletedMayStay() {
    String gone =
        "{'classifications':[{'objectId':'g','schemaId':'gone','tool':'radio','title':'Gone','answer':'x','classifications':[]},"
            + "{'objectId':'w','schemaId':'weather','tool':'checkbox','title':'Weather','answer':['Hail'],'classifications':[]}]}";
    Intake kept = read(gone, annotate().withPrevious(answer(gone)));
    assertProblems(kept);
    assertWarnings(kept, "UNKNOWN_CLASS classifications[0].schemaId");
    assertThat(kept.answer().classifications()).hasSize(2);
    assertProblems(
        read(gone, annotate()),
        "UNKNOWN_CLASS classifications[0].schemaId",
        "UNKNOWN_OPTION classifications[1].answer");
  }

  @Test
  void unknownClassesAreKeptWhenAsked() {
    Intake intake =
        read(
            "{'objects':[{'title':'Thing','polygon':[[0,0],[1,0],[1,1]],'classifications':[{'title':'Q','answer':'x'}]}]}",
            annotate().keepingUnknown());
    assertProblems(intake);
    assertWarnings(intake, "UNKNOWN_CLASS objects[0].title");
    assertThat(intake.answer().tools().getFirst().title()).isEqualTo("Thing");
    assertThat(intake.answer().tools().getFirst().classifications().getFirst().objectId())
        .isEqualTo("made-1");
  }

  @Test
  void entriesOfADraftAreToldApartByTheirKeys() {
    Answer previous =
        answer(
            "{'tools':[{'objectId':'a','schemaId':'same-1','title':'Same','polygon':[[0,0],[1,0],[1,1]]}]}");
    Intake intake =
        AnswerReader.readUpserts(
            SCHEMA,
            parse(
                """
                [{'objectId':'b','schemaId':'same-1','polygon':[[0,0],[2,0],[2,2]]},
                 {'objectId':'r','schemaId':'on','from':'a','to':'b'},
                 {'objectId':'w','schemaId':'weather','answer':['Sun']},
                 {'schemaId':'weather','answer':['Snow']}]\
                """),
            annotate().withPrevious(previous).at("upserts"));
    assertProblems(intake, "UNKNOWN_OPTION upserts[3].answer");
    Answer draft = previous.apply(intake.answer(), List.of());
    assertThat(draft.objectIds()).containsExactlyInAnyOrder("a", "b", "r", "w");
  }
}
