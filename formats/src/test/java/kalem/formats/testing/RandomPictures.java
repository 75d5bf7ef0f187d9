package kalem.formats.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.LabeledRow;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes pictures with labels of every kind that formats for pictures share, full of texts that are
 * easily damaged. Coordinates are eighths of a pixel, so that sums of them are exact.
 */
public final class RandomPictures {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 480;

  public static final CategorySchema SCHEMA =
      Rows.schema(
          """
          {'tools':[
            {'tool':'bounding-box','title':'Car','schemaId':'car','color':'#FF8000','classifications':[
              {'tool':'radio','title':'Load','schemaId':'load','options':[
                 {'value':'Full','schemaId':'lf'},{'value':'Half & half','schemaId':'lh'}],'classifications':[
                {'tool':'text','title':'What','schemaId':'what'}]},
              {'tool':'boolean','title':'occluded','schemaId':'occluded'},
              {'tool':'checkbox','title':'Damage','schemaId':'damage','options':[
                 {'value':'Dent','schemaId':'d1'},{'value':'Rust, red','schemaId':'d2'},{'value':'<none>','schemaId':'d3'}]}]},
            {'tool':'polygon','title':'Car','schemaId':'carpolygon'},
            {'tool':'rotated-bounding-box','title':'Plate','schemaId':'plate'},
            {'tool':'polyline','title':'Lane','schemaId':'lane'},
            {'tool':'segmentation','title':'Road','schemaId':'road'},
            {'tool':'point','title':'Nose','schemaId':'nose'},
            {'tool':'circle','title':'Wheel','schemaId':'wheel'}],
           'classifications':[
            {'tool':'checkbox','title':'Weather','schemaId':'weather','options':[
               {'value':'Rain','schemaId':'w1'},{'value':'Fog','schemaId':'w2'}]},
            {'tool':'radio','title':'Time','schemaId':'time','options':[
               {'value':'Day','schemaId':'t1'},{'value':'Night','schemaId':'t2'}]},
            {'tool':'boolean','title':'Checked','schemaId':'checked'},
            {'tool':'text','title':'Note','schemaId':'note'}],
           'relations':[
            {'tool':'group','title':'group','schemaId':'g'},{'tool':'group','title':'Nose','schemaId':'n'}]}
          """);

  private static final String[] TEXTS = {
    "sand", "a < b & \"c\"", "çığ \ud83d\ude00", "two\nlines\tand a tab", "it's [1,2]", "\\ / %s"
  };

  private final RandomGenerator random;
  private int made;

  public RandomPictures(RandomGenerator random) {
    this.random = random;
  }

  public LabeledRow row() {
    String id = "cam " + random.nextInt(3) + "/ü&<" + made++ + ">.jpg";
    return Rows.of(
        id,
        "https://files.example/" + made,
        "{'width':" + WIDTH + ",'height':" + HEIGHT + "}",
        answer());
  }

  private Answer answer() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = answer.putArray("tools");
    for (int i = random.nextInt(9); i > 0; i--) {
      tool(tools.addObject());
    }
    ArrayNode answers = answer.putArray("classifications");
    if (random.nextBoolean()) {
      answered(answers, "weather", "checkbox", "Weather").putArray("answer").add("Rain").add("Fog");
      answered(answers, "time", "radio", "Time").put("answer", "Night");
      answered(answers, "checked", "boolean", "Checked").put("answer", random.nextBoolean());
      answered(answers, "note", "text", "Note").put("answer", text());
    }
    groups(tools, answer.putArray("relations"));
    return Answer.parse(CompactJson.text(answer));
  }

  private void groups(ArrayNode tools, ArrayNode relations) {
    List<String> noses = new ArrayList<>();
    List<String> others = new ArrayList<>();
    tools.forEach(
        each -> (each.has("point") ? noses : others).add(each.get("objectId").stringValue()));
    group(relations, "n", "Nose", noses);
    group(relations, "g", "group", others.subList(0, others.size() / 2));
  }

  private void group(ArrayNode relations, String schemaId, String title, List<String> members) {
    if (members.size() > 1) {
      ArrayNode group =
          relations
              .addObject()
              .put("objectId", "r" + made++)
              .put("schemaId", schemaId)
              .put("title", title)
              .putArray("group");
      members.forEach(group::add);
    }
  }

  private ObjectNode answered(ArrayNode answers, String schemaId, String tool, String title) {
    return answers
        .addObject()
        .put("objectId", "q" + made++)
        .put("schemaId", schemaId)
        .put("tool", tool)
        .put("title", title);
  }

  private void tool(ObjectNode node) {
    switch (random.nextInt(8)) {
      case 0, 1 -> car(node);
      case 2 -> ring(head(node, "carpolygon", "Car").putArray("polygon"), 3 + random.nextInt(5));
      case 3 ->
          box(head(node, "plate", "Plate").putObject("rotated-bounding-box"))
              .put("rotation", random.nextInt(-359, 360) / 2.0);
      case 4 -> ring(head(node, "lane", "Lane").putArray("polyline"), 2 + random.nextInt(4));
      case 5 -> road(head(node, "road", "Road").putObject("segmentation").putArray("zones"));
      case 6 -> head(node, "nose", "Nose").putArray("point").add(x()).add(y());
      default ->
          head(node, "wheel", "Wheel")
              .putObject("circle")
              .put("x", x())
              .put("y", y())
              .put("radius", 1 + random.nextInt(99) / 8.0);
    }
  }

  private void car(ObjectNode node) {
    box(head(node, "car", "Car").putObject("bounding-box"));
    ArrayNode nested = node.putArray("classifications");
    if (random.nextBoolean()) {
      ObjectNode load = answered(nested, "load", "radio", "Load").put("answer", "Half & half");
      answered(load.putArray("classifications"), "what", "text", "What").put("answer", text());
      answered(nested, "damage", "checkbox", "Damage")
          .putArray("answer")
          .add("Rust, red")
          .add("<none>");
    }
    if (random.nextBoolean()) {
      answered(nested, "occluded", "boolean", "occluded").put("answer", true);
    }
  }

  /** A rectangle with a hole, and a second zone beside it. */
  private void road(ArrayNode zones) {
    int x = random.nextInt(WIDTH - 60);
    int y = random.nextInt(HEIGHT - 40);
    ObjectNode zone = zones.addObject();
    corners(zone.putArray("region"), x, y, 30, 30);
    corners(zone.putArray("holes").addArray(), x + 5, y + 5, 1 + random.nextInt(9), 7);
    corners(zones.addObject().putArray("region"), x + 40, y, 1 + random.nextInt(15), 20);
  }

  private static void corners(ArrayNode ring, int x, int y, int width, int height) {
    ring.addArray().add(x).add(y);
    ring.addArray().add(x + width).add(y);
    ring.addArray().add(x + width).add(y + height);
    ring.addArray().add(x).add(y + height);
  }

  private ObjectNode head(ObjectNode node, String schemaId, String title) {
    return node.put("objectId", "o" + made++).put("schemaId", schemaId).put("title", title);
  }

  private ObjectNode box(ObjectNode box) {
    return box.put("x", random.nextInt(3000) / 8.0)
        .put("y", random.nextInt(2000) / 8.0)
        .put("width", (1 + random.nextInt(900)) / 8.0)
        .put("height", (1 + random.nextInt(900)) / 8.0);
  }

  private void ring(ArrayNode ring, int points) {
    for (int i = 0; i < points; i++) {
      ring.addArray().add(x()).add(y());
    }
  }

  private double x() {
    return random.nextInt(WIDTH * 8) / 8.0;
  }

  private double y() {
    return random.nextInt(HEIGHT * 8) / 8.0;
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
