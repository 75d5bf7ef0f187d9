package kalem.formats.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FoundClass;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What COCO files of others say, and of ours what a single picture does not show. */
class CocoReadingTest {
  @TempDir private Path folder;

  private final List<FoundClass> classes = new ArrayList<>();

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<JsonNode> read(String config) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    try (LabelReader reader = new CocoFormat().read(folder, JsonText.parse(config))) {
      while (reader.hasNext()) {
        items.add(((ImportItem) reader.next()).labels());
      }
      assertThat(reader.report().left()).isEmpty();
      classes.clear();
      classes.addAll(reader.classes());
    }
    return items;
  }

  private static String file(String categories, String annotations) {
    return """
    {"annotations":[%s],"images":[{"id":7,"file_name":"a.jpg","width":100,"height":100}],
     "categories":[%s]}
    """
        .formatted(annotations, categories);
  }

  @Test
  void aCategoryWithPartsIsOneClassOfSegmentations() throws IOException {
    put(
        "instances.json",
        file(
            "{\"id\":18,\"name\":\"dog\",\"supercategory\":\"animal\"},{\"id\":3,\"name\":\"car\"}",
            """
            {"id":1,"image_id":7,"category_id":18,"bbox":[1,1,8,8],"area":9,"iscrowd":0,
             "segmentation":[[1,1,1,9,9,9]]},
            {"id":2,"image_id":7,"category_id":18,"segmentation":[[1,1,1,9,9,9],[20,20,20,30,30,30]]},
            {"id":3,"image_id":7,"category_id":3,"segmentation":[[1,1,1,9,9,9,1,1]]},
            {"id":4,"image_id":7,"category_id":3,"bbox":[1,2,3,4]},
            {"id":5,"image_id":7,"category_id":3,"iscrowd":1,
             "segmentation":{"size":[100,100],"counts":"P42f2"}}
            """));
    JsonNode objects = read("{}").getFirst().path("objects");
    List<String> kinds = new ArrayList<>();
    objects.forEach(each -> kinds.add(each.propertyNames().stream().toList().get(1)));
    assertThat(kinds)
        .containsExactly("segmentation", "segmentation", "polygon", "bounding-box", "segmentation");
    assertThat(objects.get(1).at("/segmentation/zones")).hasSize(2);
    assertThat(objects.get(2).path("polygon")).hasSize(3);
    assertThat(objects.get(4).path("iscrowd").intValue()).isEqualTo(1);
    assertThat(classes.stream().map(each -> each.title() + " " + each.kind()))
        .containsExactly(
            "dog " + ClassKind.SEGMENTATION,
            "car " + ClassKind.POLYGON,
            "car " + ClassKind.BOUNDING_BOX,
            "car " + ClassKind.SEGMENTATION);
  }

  @Test
  void aWantedKindWins() throws IOException {
    put(
        "a.json",
        file(
            "{\"id\":1,\"name\":\"dog\"}",
            "{\"id\":1,\"image_id\":7,\"category_id\":1,\"segmentation\":[[1,1,1,9,9,9]]}"));
    assertThat(
            read("{\"tool\":\"bounding-box\"}").getFirst().at("/objects/0/bounding-box").toString())
        .isEqualTo("{\"x\":1.0,\"y\":1.0,\"width\":8.0,\"height\":8.0}");
    assertThat(read("{\"tool\":\"segmentation\"}").getFirst().at("/objects/0").has("segmentation"))
        .isTrue();
  }

  @Test
  void keypointsReplaceTheInstancesTheyRepeat() throws IOException {
    String category =
        "{\"id\":1,\"name\":\"person\",\"keypoints\":[\"nose\",\"eye\"],\"skeleton\":[[1,2]]}";
    put(
        "annotations/instances_val.json",
        file(
            category,
            """
            {"id":1,"image_id":7,"category_id":1,"bbox":[1,1,50,50]},
            {"id":2,"image_id":7,"category_id":1,"bbox":[2,2,50,50]}
            """));
    put(
        "annotations/person_keypoints_val.json",
        file(
            category,
            """
            {"id":1,"image_id":7,"category_id":1,"bbox":[1,1,50,50],
             "keypoints":[10,11,2,20,21,1],"num_keypoints":2}
            """));
    List<JsonNode> items = read("{}");
    assertThat(items).hasSize(2);
    assertThat(items.get(0).path("objects")).hasSize(1);
    JsonNode skeleton = items.get(1).path("objects");
    assertThat(skeleton.get(0).has("bounding-box")).isTrue();
    assertThat(skeleton.get(1).path("title").stringValue()).isEqualTo("nose");
    assertThat(skeleton.get(2).path("visibility").intValue()).isEqualTo(1);
    assertThat(items.get(1).at("/relations/0/title").stringValue()).isEqualTo("person");
    assertThat(items.get(1).at("/relations/0/group")).hasSize(3);
  }

  @Test
  void attributesBecomeQuestionsOfTheKindTheirValuesShow() throws IOException {
    put(
        "a.json",
        file(
            "{\"id\":1,\"name\":\"car\"}",
            """
            {"id":1,"image_id":7,"category_id":1,"bbox":[1,1,5,5],"score":0.5,
             "attributes":{"color":"red","color.shade":"dark","parked":false,"doors":4,
               "damage":["front","back"],"empty":"","track_id":3}}
            """));
    assertThat(read("{}").getFirst().at("/objects/0/classifications").toString())
        .isEqualTo(
            "[{\"title\":\"color\",\"answer\":\"red\",\"classifications\":["
                + "{\"title\":\"shade\",\"answer\":\"dark\"}]},{\"title\":\"doors\",\"answer\":\"4\"},"
                + "{\"title\":\"parked\",\"answer\":false},"
                + "{\"title\":\"damage\",\"answer\":[\"front\",\"back\"]}]");
    List<FoundClass> questions = classes.getFirst().questions();
    assertThat(questions.stream().map(each -> each.title() + " " + each.kind() + each.options()))
        .containsExactly(
            "color " + ClassKind.RADIO + "[red]",
            "doors " + ClassKind.RADIO + "[4]",
            "parked " + ClassKind.BOOLEAN + "[]",
            "damage " + ClassKind.CHECKBOX + "[front, back]");
  }

  private void write(String schema, LabeledRow row) throws IOException {
    LabelWriter writer =
        new CocoFormat().write(new FolderSink(folder), Rows.schema(schema), JsonText.parse("{}"));
    writer.write(row);
    assertThat(writer.finish().left()).isEmpty();
  }

  @Test
  void tracksComeBackWithTheirKeyFramesAndEnds() throws IOException {
    write(
        "{'tools':[{'tool':'bounding-box','title':'Car','schemaId':'car'}]}",
        Rows.of(
            "drive.mp4",
            "u",
            "{'width':100,'height':50,'frameTotal':8,'frameRate':25}",
            Rows.answer(
                """
                {'tools':[
                 {'objectId':'o1','schemaId':'car','title':'Car','page':1,'bounding-box':{'x':10,'y':10,'width':10,'height':10}},
                 {'objectId':'o1','schemaId':'car','title':'Car','page':3,'bounding-box':{'x':20,'y':10,'width':10,'height':20}},
                 {'objectId':'o1','schemaId':'car','title':'Car','page':5,'interpolationStopped':true,'bounding-box':{'x':20,'y':10,'width':10,'height':20}}],
                 'classifications':[],'relations':[]}
                """)));
    List<String> found = new ArrayList<>();
    for (JsonNode item : read("{}")) {
      assertThat(item.path("externalId").stringValue()).isEqualTo("drive.mp4");
      for (JsonNode each : item.path("objects")) {
        found.add(
            each.path("page").intValue()
                + (each.path("keyFrame").asBoolean(false) ? " key" : "")
                + (each.path("interpolationStopped").asBoolean(false) ? " gone" : ""));
      }
    }
    assertThat(found).containsExactly("1 key", "2", "3 key", "4", "5 gone");
  }

  @Test
  void pagesComeBackAsPages() throws IOException {
    Answer answer =
        Rows.answer(
            """
            {'tools':[{'objectId':'o','schemaId':'car','title':'Car','page':1,'bounding-box':{'x':1,'y':2,'width':3,'height':4}}],
             'classifications':[
              {'objectId':'a','schemaId':'w','title':'Weather','tool':'text','answer':'sun'},
              {'objectId':'b','schemaId':'t','title':'Type','tool':'text','page':0,'answer':'cover'}],
             'relations':[]}
            """);
    write("{'tools':[{'tool':'bounding-box','title':'Car','schemaId':'car'}]}", pages(answer));
    List<JsonNode> items = read("{}");
    assertThat(items).hasSize(2);
    assertThat(items.get(0).path("classifications").toString())
        .isEqualTo(
            "[{\"title\":\"Type\",\"page\":0,\"answer\":\"cover\"},{\"title\":\"Weather\",\"answer\":\"sun\"}]");
    assertThat(items.get(1).path("classifications")).isEmpty();
    assertThat(items.get(1).at("/objects/0/page").intValue()).isEqualTo(1);
    assertThat(items.get(1).path("externalId").stringValue()).isEqualTo("scan/1.tif");
  }

  private static LabeledRow pages(Answer answer) {
    return new LabeledRow(
        "scan/1.tif",
        "a",
        "t",
        Optional.of("u0"),
        List.of("u0", "u1"),
        JsonText.parse("{\"width\":100,\"height\":50}"),
        List.of(),
        "Complete",
        Rows.AT,
        answer,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void brushTracesAreOneAnnotationForEachArea() throws IOException {
    BufferedImage picture = new BufferedImage(8, 4, BufferedImage.TYPE_INT_ARGB);
    for (int[] at : new int[][] {{0, 0}, {1, 0}, {1, 1}, {5, 2}, {5, 3}}) {
      picture.setRGB(at[0], at[1], 0xFF00FF00);
    }
    picture.setRGB(7, 0, 0x4000FF00);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    write(
        "{'tools':[{'tool':'brush','title':'Road','schemaId':'road','color':'#00ff00'}]}",
        new LabeledRow(
            "a.png",
            "a",
            "t",
            Optional.empty(),
            List.of(),
            JsonText.parse("{\"width\":8,\"height\":4}"),
            List.of(),
            "Complete",
            Rows.AT,
            Rows.answer(
                """
                {'tools':[{'objectId':'m','schemaId':'road','title':'Road','brush':true,'classifications':[
                  {'objectId':'q','schemaId':'wet','title':'Wet','tool':'boolean','answer':true}]}],
                 'classifications':[],'relations':[]}
                """),
            Optional.of(() -> new ByteArrayInputStream(png.toByteArray())),
            Optional.empty(),
            List.of()));
    JsonNode annotations =
        JsonText.parse(Files.readString(folder.resolve("annotations.json"))).path("annotations");
    assertThat(annotations).hasSize(2);
    assertThat(annotations.get(0).path("segmentation").toString())
        .isEqualTo("{\"size\":[4,8],\"counts\":[0,1,3,2,26]}");
    assertThat(annotations.get(0).path("bbox").toString()).isEqualTo("[0,0,2,2]");
    assertThat(annotations.get(1).path("area").intValue()).isEqualTo(2);
    assertThat(annotations.get(1).at("/attributes/Wet").booleanValue()).isTrue();
  }
}
