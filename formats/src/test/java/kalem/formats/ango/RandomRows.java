package kalem.formats.ango;

import java.util.random.RandomGenerator;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes rows with answers to one fixed schema, full of texts and numbers that are easily damaged.
 */
final class RandomRows {
  static final CategorySchema SCHEMA =
      CategorySchema.of(
          JsonText.parse(
              """
              {"tools":[
                 {"tool":"bounding-box","title":"Box","schemaId":"box","classifications":[
                   {"tool":"text","title":"Note","schemaId":"note"}]},
                 {"tool":"rotated-bounding-box","title":"Turned","schemaId":"turned"},
                 {"tool":"segmentation","title":"Road","schemaId":"road"},
                 {"tool":"pdf","title":"Total","schemaId":"total"}],
               "classifications":[{"tool":"checkbox","title":"Weather","schemaId":"weather","options":[
                  {"value":"Sun","schemaId":"s"},{"value":"Rain","schemaId":"r"}]}],
               "relations":[{"tool":"group","title":"Stack","schemaId":"stack"}]}\
              """));

  private final RandomGenerator random;
  private int made;

  RandomRows(RandomGenerator random) {
    this.random = random;
  }

  ExportRow row() {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("externalId", text()).put("taskId", "t" + made).put("totalDuration", random.nextInt(9));
    row.set("answer", answer());
    ArrayNode history = row.putArray("stageHistory");
    history.addObject().put("stage", text()).set("answer", answer());
    return RowFixture.row(row);
  }

  private ObjectNode answer() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = answer.putArray("tools");
    for (int i = random.nextInt(4); i >= 0; i--) {
      tool(tools.addObject());
    }
    head(answer.putArray("classifications").addObject(), "weather", "Weather")
        .put("tool", "checkbox")
        .putArray("answer")
        .add("Rain");
    ArrayNode members =
        head(answer.putArray("relations").addObject(), "stack", "Stack").putArray("group");
    tools.forEach(each -> members.add(each.get("objectId").stringValue()));
    members.add(answer.at("/classifications/0/objectId").stringValue());
    return answer;
  }

  private void tool(ObjectNode node) {
    switch (random.nextInt(4)) {
      case 0 -> {
        box(head(node, "box", "Box").putObject("bounding-box"));
        head(node.putArray("classifications").addObject(), "note", "Note")
            .put("tool", "text")
            .put("answer", "\"image\" " + text());
      }
      case 1 -> {
        ObjectNode turned = head(node, "turned", "Turned").putObject("rotated-bounding-box");
        box(turned.put("rotation", random.nextDouble() * 360 - 180));
      }
      case 2 -> {
        ArrayNode region =
            head(node, "road", "Road")
                .putObject("segmentation")
                .putArray("zones")
                .addObject()
                .putArray("region");
        for (int i = 0; i < 3 + random.nextInt(4); i++) {
          region.addArray().add(number()).add(number());
        }
      }
      default -> {
        ObjectNode pdf = head(node, "total", "Total").putObject("pdf");
        ObjectNode position = pdf.putObject("position");
        ObjectNode rectangle = position.putObject("boundingRect");
        rectangle.put("x1", 1.5).put("y1", 2).put("x2", 9).put("y2", 5);
        rectangle.put("width", 612).put("height", 792);
        position.putArray("rects");
        position.put("pageNumber", 1 + random.nextInt(9));
        pdf.putObject("content").put("text", text()).put("image", "data:image/png;base64,AA");
      }
    }
  }

  private ObjectNode head(ObjectNode node, String schemaId, String title) {
    node.put("objectId", "o" + made++).put("schemaId", schemaId).put("title", title);
    node.putObject("own").putObject("metadata").put("exact", number());
    node.putObject("metadata")
        .put("createdAt", "2026-05-04T09:01:12.345Z")
        .put("createdBy", text())
        .put("createdIn", "Label")
        .put("score", random.nextDouble());
    return node;
  }

  private void box(ObjectNode node) {
    node.put("x", number())
        .put("y", number())
        .put("width", 1 + number())
        .put("height", 2 + number());
  }

  private double number() {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(5000);
      case 1 -> random.nextDouble() * 1e-8;
      default -> random.nextDouble() * 4000;
    };
  }

  private String text() {
    String[] texts = {
      "a/b:c", "çığ \ud83d\ude00", "\"\\\n\u0001\u2028", "", "\ud800", "\"metadata\":{"
    };
    return texts[random.nextInt(texts.length)];
  }
}
