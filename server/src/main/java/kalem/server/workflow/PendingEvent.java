package kalem.server.workflow;

import java.util.Optional;
import kalem.server.kernel.Json;
import kalem.server.task.ReviewStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened to a task that could not go on, with who did it: kept on the task, and repeated
 * once the way is open.
 *
 * @param by e-mail of the person, empty when it was none
 */
record PendingEvent(Workflow.Event event, String by, Optional<String> comment) {

  String json() {
    ObjectNode node = Json.object().put("by", by);
    comment.ifPresent(text -> node.put("comment", text));
    switch (event) {
      case Workflow.Event.Entered e -> node.put("type", "entered");
      case Workflow.Event.Submitted(String email) ->
          node.put("type", "submitted").put("email", email);
      case Workflow.Event.Reviewed(ReviewStatus verdict) ->
          node.put("type", "reviewed").put("verdict", verdict.wireName());
      case Workflow.Event.Passed e -> node.put("type", "passed");
      case Workflow.Event.Joined(boolean agreement) ->
          node.put("type", "joined").put("agreement", agreement);
    }
    return node.toString();
  }

  static PendingEvent of(String json) {
    JsonNode node = Json.parse(json);
    return new PendingEvent(
        event(node),
        node.path("by").asString(""),
        Optional.of(node.path("comment").asString("")).filter(text -> !text.isEmpty()));
  }

  private static Workflow.Event event(JsonNode node) {
    return switch (node.path("type").asString("")) {
      case "submitted" -> new Workflow.Event.Submitted(node.path("email").asString(""));
      case "reviewed" ->
          new Workflow.Event.Reviewed(
              ReviewStatus.of(node.path("verdict").asString("")).orElse(ReviewStatus.ACCEPTED));
      case "passed" -> new Workflow.Event.Passed();
      case "joined" -> new Workflow.Event.Joined(node.path("agreement").asBoolean(false));
      default -> new Workflow.Event.Entered();
    };
  }
}
