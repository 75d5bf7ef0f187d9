package kalem.server.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kalem.server.project.Project;
import org.springframework.stereotype.Component;

/** Plugins that tests write; any other is not connected. */
@Component
class ScriptedPlugins implements PluginRuns {
  private final Map<String, Function<Request, Result>> scripts = new ConcurrentHashMap<>();

  void play(String pluginId, Function<Request, Result> script) {
    scripts.put(pluginId, script);
  }

  @Override
  public Result run(Request request) {
    return scripts
        .getOrDefault(request.pluginId(), any -> new Result.Failed("The plugin is not connected."))
        .apply(request);
  }

  @Override
  public Optional<String> name(Project project, String pluginId) {
    return scripts.containsKey(pluginId) ? Optional.of("robot " + pluginId) : Optional.empty();
  }
}
