package kalem.server.workflow;

import java.util.Optional;
import kalem.server.project.Project;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Where nothing hosts plugins, none is connected: tasks say so and can be run again later. */
@Component
@Fallback
class NoPlugins implements PluginRuns {
  @Override
  public Result run(Request request) {
    return new Result.Failed(
        "The plugin is not connected. Start it, then press Re-run in the stage's menu.");
  }

  @Override
  public Optional<String> name(Project project, String pluginId) {
    return Optional.empty();
  }
}
