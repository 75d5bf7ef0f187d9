package kalem.annotation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.UnaryOperator;
import kalem.annotation.Counter;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.Vectors;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Shapes checked against their asset. Texts are written with single quotes. */
class ShapeReaderTest {
  private static final CategorySchema SCHEMA =
      CategorySchema.of(
          parse(
              """
              {'tools':[
                {'tool':'segmentation','title':'Lesion','schemaId':'lesion'},
                {'tool':'ner','title':'Name','schemaId':'name'},
                {'tool':'pdf','title':'Total','schemaId':'total'}]}\
              """));
  private static final Authorship ANA =
      new Authorship("ana@team.example", "Label", Instant.EPOCH, Source.IMPORT);

  private static JsonNode parse(String text) {
    return JsonText.parse(text.replace('\'', '"'));
  }

  private static Intake read(String key, String value, UnaryOperator<AssetFacts> asset) {
    IntakeContext context =
        IntakeContext.of(IntakePolicy.IMPORT, ANA, new Counter()::next)
            .withAsset(asset.apply(AssetFacts.NONE));
    String title = key.equals("ner") ? "Name" : key.equals("pdf") ? "Total" : "Lesion";
    return AnswerReader.read(
        SCHEMA,
        parse("{'tools':[{'title':'" + title + "','" + key + "':" + value + "}]}"),
        context);
  }

  private static void assertShape(Intake intake, String expected) {
    assertThat(intake.problems()).isEmpty();
    assertThat(Vectors.text(intake.answer().tools().getFirst().geometry()).replace('"', '\''))
        .isEqualTo(expected);
  }

  private static void assertFault(Intake intake, ProblemCode code, String path) {
    assertThat(intake.answer().tools()).isEmpty();
    assertThat(intake.problems())
        .singleElement()
        .returns(code, Problem::code)
        .returns(path, Problem::path);
  }

  private static AssetFacts text(AssetFacts asset) {
    return asset.withText("An 😀 is here");
  }

  @Test
  void theSelectionIsComputed() {
    assertShape(
        read("ner", "{'start':3,'end':5}", ShapeReaderTest::text),
        "{'start':3,'end':5,'selection':'😀'}");
  }

  @Test
  void aSelectionThatDiffersIsRefused() {
    assertShape(
        read("ner", "{'start':0,'end':2,'selection':'An'}", ShapeReaderTest::text),
        "{'start':0,'end':2,'selection':'An'}");
    assertFault(
        read("ner", "{'start':0,'end':2,'selection':'an'}", ShapeReaderTest::text),
        ProblemCode.SELECTION_MISMATCH,
        "tools[0].ner.selection");
  }

  @Test
  void offsetsBeyondTheTextAreRefused() {
    for (String value : new String[] {"{'start':10,'end':14}", "{'start':0.5,'end':2}"}) {
      assertFault(
          read("ner", value, ShapeReaderTest::text), ProblemCode.BAD_GEOMETRY, "tools[0].ner");
    }
  }

  @Test
  void aSpanInASoundHasNoSelection() {
    assertShape(
        read("ner", "{'start':2.05,'end':6.06}", asset -> asset), "{'start':2.05,'end':6.06}");
  }

  @Test
  void aPdfAreaLiesOnAPageOfItsAsset() {
    String value =
        "{'position':{'boundingRect':{'x1':1,'y1':2,'x2':3,'y2':4,'width':9,'height':9},'rects':[],'pageNumber':4}}";
    assertShape(read("pdf", value, asset -> asset.withPageTotal(4)), value);
    assertFault(
        read("pdf", value, asset -> asset.withPageTotal(3)),
        ProblemCode.PAGE_OUT_OF_RANGE,
        "tools[0].pdf.position.pageNumber");
  }

  @Test
  void runLengthsBecomeZones() {
    String zones = "{'zones':[{'region':[[1,0],[2,0],[2,2],[1,2]],'holes':[]}]}";
    UnaryOperator<AssetFacts> image = asset -> asset.withImageSize(new ImageSize(3, 3));
    assertShape(read("segmentation", "{'rle':{'size':[3,3],'counts':[3,2,4]}}", image), zones);
    assertShape(read("segmentation", "{'rle':{'size':[3,3],'counts':'324'}}", image), zones);
  }

  @Test
  void runLengthsThatMakeNoMaskAreRefused() {
    for (String rle :
        new String[] {
          "{'size':[3,4],'counts':[3,2,7]}",
          "{'size':[3,3],'counts':[9]}",
          "{'size':[3,3],'counts':[3,9]}",
          "{'size':[3,3],'counts':[3,0.5]}",
          "{'size':[3],'counts':[9]}",
          "{'size':[3,3],'counts':{}}",
          "{'size':[3,3],'counts':'xyz!'}",
          "7"
        }) {
      assertFault(
          read(
              "segmentation",
              "{'rle':" + rle + "}",
              asset -> asset.withImageSize(new ImageSize(3, 3))),
          ProblemCode.BAD_GEOMETRY,
          "tools[0].segmentation");
    }
  }

  @Test
  void aMaskThatNobodyFetchedIsRefusedWithTheWaysOut() {
    Intake read = read("segmentation", "{'maskUrl':'https://masks.example/1.png'}", asset -> asset);
    assertFault(read, ProblemCode.BAD_GEOMETRY, "tools[0].segmentation");
    assertThat(read.problems().getFirst().message()).contains("maskUrl", "4 MiB", "rle");
  }

  @Test
  void aMaskTooLargeToTraceIsRefused() {
    assertFault(
        read(
            "segmentation",
            "{'rle':{'size':[40000,40000],'counts':[0,1600000000]}}",
            asset -> asset),
        ProblemCode.BAD_GEOMETRY,
        "tools[0].segmentation");
  }
}
