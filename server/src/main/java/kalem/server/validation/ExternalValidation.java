package kalem.server.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.project.Project;
import kalem.server.project.ProjectSetting;
import kalem.server.storage.PublicPosts;
import kalem.server.task.Task;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a service of the project's own about labels (workflow section 14.2). What goes wrong with
 * the service is a warning and never in the way of work.
 */
@Component
class ExternalValidation {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 1 << 20;
  private static final int MOST_FINDINGS = 1000;
  private static final int LONGEST_MESSAGE = 1000;

  private final PublicPosts posts;

  ExternalValidation(PublicPosts posts) {
    this.posts = posts;
  }

  static JsonNode settings(Project project) {
    return project.settings().path(ProjectSetting.EXTERNAL_VALIDATION.key());
  }

  static boolean isOn(Project project) {
    return settings(project).path("enabled").asBoolean(false);
  }

  /**
   * What the service says.
   *
   * @param answer in export form
   * @param frame that the person looks at
   */
  List<Finding> findings(Project project, Task task, ObjectNode answer, OptionalInt frame) {
    JsonNode settings = settings(project);
    ObjectNode request = request(project, task, answer, frames(settings, frame));
    try {
      PublicPosts.Answer reply =
          posts.post(
              settings.path("apiUrl").asString(""),
              Map.of("Content-Type", "application/json"),
              Json.write(request).getBytes(StandardCharsets.UTF_8),
              PATIENCE,
              LONGEST_ANSWER);
      return reply.status() / 100 == 2
          ? read(reply.body())
          : unanswered("it answered with status " + reply.status());
    } catch (IOException | KalemException e) {
      return unanswered(String.valueOf(e.getMessage()));
    }
  }

  private static List<Finding> unanswered(String reason) {
    return List.of(Finding.warning("The external validation did not work: " + reason + "."));
  }

  /** A fixed frame, the one the person looks at, or all, which is an empty list. */
  private static List<Integer> frames(JsonNode settings, OptionalInt frame) {
    if (settings.path("specificFrame").asBoolean(false)) {
      return List.of(settings.path("frameNumbers").asInt(0));
    }
    return settings.path("singleFrame").asBoolean(false) ? List.of(frame.orElse(0)) : List.of();
  }

  private static ObjectNode request(
      Project project, Task task, ObjectNode answer, List<Integer> frames) {
    ObjectNode request = Json.object();
    request.put("projectId", project.id());
    request.put("taskId", task.id());
    request.put("stage", task.stageId());
    ArrayNode list = request.putArray("frames");
    frames.forEach(list::add);
    request.set("answer", frames.isEmpty() ? answer : only(answer, frames));
    return request;
  }

  /** What is on these frames, and what is on none. */
  private static ObjectNode only(ObjectNode answer, List<Integer> frames) {
    ObjectNode left = Json.object();
    answer
        .properties()
        .forEach(
            list -> {
              ArrayNode kept = left.putArray(list.getKey());
              for (JsonNode entry : list.getValue()) {
                if (!entry.has("page") || frames.contains(entry.path("page").asInt(-1))) {
                  kept.add(entry);
                }
              }
            });
    return left;
  }

  private static List<Finding> read(String body) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (JsonNode error : Json.parse(body).path("errors")) {
        if (findings.size() < MOST_FINDINGS) {
          findings.add(finding(error));
        }
      }
      return findings;
    } catch (JacksonException notJson) {
      return unanswered("its answer is no JSON");
    }
  }

  private static Finding finding(JsonNode error) {
    String message = error.path("message").asString("");
    JsonNode frame = error.path("frame");
    return new Finding(
        error.path("objectId").stringValue(null),
        frame.isIntegralNumber() && frame.canConvertToInt() ? (Integer) frame.asInt() : null,
        message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
        Finding.Level.of(error.path("level").asString("")));
  }
}
