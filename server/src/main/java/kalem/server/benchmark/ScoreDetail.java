package kalem.server.benchmark;

import java.util.List;
import kalem.annotation.agreement.BenchmarkScore;
import kalem.annotation.agreement.LabelSupport;
import kalem.server.kernel.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a score came about, in the form that is stored and shown. */
final class ScoreDetail {
  private ScoreDetail() {}

  /**
   * {@code {classes: [{schemaId, title, tool, score}], found: [{schemaId, objectId, page?, match?:
   * {objectId, similarity}}], missed: [{schemaId, objectId, page?}]}}; {@code match} is the object
   * of the right answer.
   */
  static String json(BenchmarkScore score) {
    ObjectNode detail = Json.object();
    ArrayNode classes = detail.putArray("classes");
    score
        .classes()
        .forEach(
            each ->
                classes
                    .addObject()
                    .put("schemaId", each.schemaId())
                    .put("title", each.title())
                    .put("tool", each.tool())
                    .put("score", each.score()));
    add(detail.putArray("found"), score.found());
    add(detail.putArray("missed"), score.missed());
    return Json.write(detail);
  }

  private static void add(ArrayNode list, List<LabelSupport> labels) {
    for (LabelSupport label : labels) {
      ObjectNode node =
          list.addObject().put("schemaId", label.schemaId()).put("objectId", label.objectId());
      label.page().ifPresent(page -> node.put("page", page));
      label
          .matches()
          .forEach(
              match ->
                  node.putObject("match")
                      .put("objectId", match.objectId())
                      .put("similarity", match.similarity()));
    }
  }
}
