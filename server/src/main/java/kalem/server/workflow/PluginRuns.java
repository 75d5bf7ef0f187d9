package kalem.server.workflow;

import java.util.Optional;
import kalem.server.project.Project;
import kalem.server.task.Task;
import tools.jackson.databind.JsonNode;

/** Runs plugins for Plugin stages. Declared here, implemented by who hosts plugins. */
public interface PluginRuns {
  /**
   * What to run.
   *
   * @param runId the same when the run has to be repeated because the server died meanwhile
   * @param preset and {@code config}: as the stage has them
   * @param overwrite what the plugin is told about the labels that are there
   */
  record Request(
      String runId,
      Project project,
      Task task,
      String pluginId,
      JsonNode preset,
      JsonNode config,
      boolean overwrite) {}

  /** What became of it. */
  sealed interface Result {
    /** The plugin's labels, in the form of {@code POST /v2/annotate}. */
    record Answered(JsonNode answer) implements Result {}

    /**
     * It works on it and answers by {@code POST
     * /v2/annotate/{taskId}?nextStage=true&isPlugin=true}, within ten minutes.
     */
    record Accepted() implements Result {}

    /** It does all it can at a time; to be asked again. */
    record Busy() implements Result {}

    /** It can not do it; a sentence for people. */
    record Failed(String message) implements Result {}
  }

  /** Runs a plugin; called outside of any transaction, and may take as long as ten minutes. */
  Result run(Request request);

  /** The name of a plugin; empty when the project has no such plugin. */
  Optional<String> name(Project project, String pluginId);
}
