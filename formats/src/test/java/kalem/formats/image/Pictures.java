package kalem.formats.image;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Section;
import kalem.formats.LabeledRow;
import kalem.formats.testing.Rows;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes rows with pictures and labels of the kinds asked for. */
final class Pictures {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;
  static final CategorySchema SCHEMA =
      Rows.schema(
          """
          {'tools':[
            {'tool':'bounding-box','title':'Car','schemaId':'car','classifications':[
              {'tool':'radio','title':'Color','schemaId':'color','options':[
                 {'value':'red','schemaId':'r'},{'value':'dark blue','schemaId':'b'}],
               'classifications':[{'tool':'text','title':'Note','schemaId':'note'}]},
              {'tool':'checkbox','title':'Damage','schemaId':'damage','options':[
                 {'value':'front','schemaId':'f'},{'value':'back','schemaId':'k'}]},
              {'tool':'boolean','title':'truncated','schemaId':'truncated'}]},
            {'tool':'rotated-bounding-box','title':'Turned','schemaId':'turned'},
            {'tool':'polygon','title':'Tree \\ud83c\\udf33 <&>','schemaId':'tree'},
            {'tool':'segmentation','title':'Road','schemaId':'road'},
            {'tool':'circle','title':'Wheel','schemaId':'wheel'},
            {'tool':'polyline','title':'Lane','schemaId':'lane'},
            {'tool':'point','title':'Nose','schemaId':'nose'},
            {'tool':'point','title':'Eye','schemaId':'eye'},
            {'tool':'point','title':'Ear','schemaId':'ear'}],
           'classifications':[
            {'tool':'radio','title':'Weather','schemaId':'weather','options':[
               {'value':'sun','schemaId':'s'},{'value':'rain','schemaId':'n'}]},
            {'tool':'multi-dropdown','title':'Tags','schemaId':'tags','options':[
               {'value':'day','schemaId':'d'},{'value':'city','schemaId':'c'}]},
            {'tool':'boolean','title':'Night','schemaId':'night'}],
           'relations':[{'tool':'group','title':'Face','schemaId':'face'},
            {'tool':'one-to-many','title':'part','schemaId':'part'}]}
          """);

  private final RandomGenerator random;
  private final Set<ClassKind> kinds;
  private final boolean isAnswered;
  private boolean needsBoxes;
  private int made;

  Pictures(RandomGenerator random, Set<ClassKind> kinds, boolean isAnswered) {
    this.random = random;
    this.kinds = EnumSet.copyOf(kinds);
    this.isAnswered = isAnswered;
  }

  /** Every group of points gets a box, as YOLO demands. */
  Pictures withBoxesInGroups() {
    needsBoxes = true;
    return this;
  }

  LabeledRow row() {
    String name = "cam" + random.nextInt(3) + "/ç \ud83d\ude00" + made++ + ".jpg";
    return Rows.of(
        name,
        "https://files.example/" + made,
        "{'width':" + WIDTH + ",'height':" + HEIGHT + "}",
        Answer.parse(CompactJson.text(answer())));
  }

  private ObjectNode answer() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = answer.putArray("tools");
    for (int i = random.nextInt(6); i > 0; i--) {
      List<ClassKind> some =
          kinds.stream().filter(kind -> kind.section() == Section.TOOLS).toList();
      tool(tools, some.get(random.nextInt(some.size())));
    }
    ArrayNode answers = answer.putArray("classifications");
    if (kinds.contains(ClassKind.RADIO)) {
      answered(answers, "weather", "Weather", "radio").put("answer", "rain");
      answered(answers, "tags", "Tags", "multi-dropdown").putArray("answer").add("day").add("city");
      answered(answers, "night", "Night", "boolean").put("answer", random.nextBoolean());
    }
    ArrayNode relations = answer.putArray("relations");
    if (kinds.contains(ClassKind.GROUP)) {
      face(tools, relations, random.nextBoolean());
    }
    if (kinds.contains(ClassKind.ONE_TO_MANY)) {
      parts(tools, relations);
    }
    return answer;
  }

  private ObjectNode answered(ArrayNode list, String schemaId, String title, String tool) {
    return list.addObject()
        .put("objectId", "answer-" + made++)
        .put("schemaId", schemaId)
        .put("title", title)
        .put("tool", tool);
  }

  private ObjectNode head(ArrayNode tools, String schemaId) {
    String title = SCHEMA.find(schemaId).orElseThrow().title();
    return tools
        .addObject()
        .put("objectId", "object-" + made++)
        .put("schemaId", schemaId)
        .put("title", title);
  }

  private void tool(ArrayNode tools, ClassKind kind) {
    switch (kind) {
      case BOUNDING_BOX -> car(tools);
      case ROTATED_BOUNDING_BOX -> {
        ObjectNode box = head(tools, "turned").putObject("rotated-bounding-box");
        box.put("x", 200 + number(100)).put("y", 200 + number(50));
        box.put("width", 5 + number(90)).put("height", 5 + number(90));
        box.put("rotation", number(360) - 180);
      }
      case POLYGON -> ring(head(tools, "tree").putArray("polygon"));
      case SEGMENTATION -> segmentation(head(tools, "road").putObject("segmentation"));
      case CIRCLE ->
          head(tools, "wheel")
              .putObject("circle")
              .put("x", 100 + number(400))
              .put("y", 100 + number(300))
              .put("radius", 1 + number(90));
      case POINT -> point(tools, "nose");
      default -> throw new IllegalArgumentException(kind.key());
    }
  }

  private String car(ArrayNode tools) {
    ObjectNode car = head(tools, "car");
    box(car.putObject("bounding-box"));
    ArrayNode nested = car.putArray("classifications");
    if (isAnswered && random.nextBoolean()) {
      ObjectNode color = answered(nested, "color", "Color", "radio").put("answer", "dark blue");
      answered(color.putArray("classifications"), "note", "Note", "text")
          .put("answer", "a < b & \"c\", ü");
      ArrayNode damage =
          answered(nested, "damage", "Damage", "checkbox").putArray("answer").add("front");
      if (random.nextBoolean()) {
        damage.add("back");
      }
    }
    if (isAnswered && random.nextBoolean()) {
      answered(nested, "truncated", "truncated", "boolean").put("answer", random.nextBoolean());
    }
    return car.get("objectId").stringValue();
  }

  private void box(ObjectNode box) {
    double x = number(WIDTH - 60);
    double y = number(HEIGHT - 60);
    box.put("x", x).put("y", y);
    box.put("width", 1 + number(WIDTH - x - 2)).put("height", 1 + number(HEIGHT - y - 2));
  }

  private void ring(ArrayNode ring) {
    for (int i = 3 + random.nextInt(5); i > 0; i--) {
      ring.addArray().add(number(WIDTH)).add(number(HEIGHT));
    }
  }

  private void segmentation(ObjectNode node) {
    ArrayNode zones = node.putArray("zones");
    ArrayNode ring = zones.addObject().putArray("region");
    double x = Math.rint(number(300));
    double y = Math.rint(number(300));
    ring.addArray().add(x).add(y);
    ring.addArray().add(x).add(y + 40);
    ring.addArray().add(x + 60).add(y + 50);
    ring.addArray().add(x + 70).add(y);
  }

  /** A hole in the first zone of the segmentation, and another zone. */
  static String holed() {
    return """
    {'tools':[{'objectId':'o','schemaId':'road','title':'Road','segmentation':{'zones':[
      {'region':[[10,10],[10,60],[80,60],[80,10]],'holes':[[[20,20],[40,20],[40,40],[20,40]],
        [[50,20],[60,20],[60,55]]]},
      {'region':[[100,100],[100,130],[160,130]],'holes':[]}]}}],
     'classifications':[],'relations':[]}
    """;
  }

  private String point(ArrayNode tools, String schemaId) {
    ObjectNode point = head(tools, schemaId);
    point.putArray("point").add(number(WIDTH)).add(number(HEIGHT));
    return point.get("objectId").stringValue();
  }

  private void face(ArrayNode tools, ArrayNode relations, boolean isLed) {
    List<String> members = new ArrayList<>();
    if (isLed || needsBoxes) {
      members.add(car(tools));
    }
    members.add(point(tools, "nose"));
    members.add(point(tools, "eye"));
    if (random.nextBoolean()) {
      members.add(point(tools, "ear"));
    }
    ArrayNode group = relation(relations, "face", "Face").putArray("group");
    members.forEach(group::add);
  }

  private void parts(ArrayNode tools, ArrayNode relations) {
    ObjectNode relation = relation(relations, "part", "part");
    relation.put("from", car(tools)).put("direction", "straight");
    ArrayNode members = relation.putArray("group");
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      ObjectNode part = head(tools, "car");
      box(part.putObject("bounding-box"));
      members.add(part.get("objectId").stringValue());
    }
  }

  private ObjectNode relation(ArrayNode relations, String schemaId, String title) {
    return relations
        .addObject()
        .put("objectId", "relation-" + made++)
        .put("schemaId", schemaId)
        .put("title", title);
  }

  /** Whole numbers, hundredths and full doubles. */
  private double number(double most) {
    double value = random.nextDouble() * most;
    return switch (random.nextInt(3)) {
      case 0 -> Math.floor(value);
      case 1 -> Math.floor(value * 100) / 100;
      default -> value;
    };
  }
}
