package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.server.annotation.Answers;
import kalem.server.annotation.MaskChange;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.Mark;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * What plugins do to tasks. Everything here looks first whether the task is still in the visit that
 * the run was for, so that a run which comes twice, or too late, changes nothing.
 */
@Component
class PluginStage {
  private final TaskStore tasks;
  private final TaskLocks locks;
  private final Projects projects;
  private final Answers answers;
  private final TaskMover mover;
  private final JudgmentJoin judgments;
  private final PluginRuns plugins;
  private final InstantSource clock;

  PluginStage(
      TaskStore tasks,
      TaskLocks locks,
      Projects projects,
      Answers answers,
      TaskMover mover,
      JudgmentJoin judgments,
      PluginRuns plugins,
      InstantSource clock) {
    this.tasks = tasks;
    this.locks = locks;
    this.projects = projects;
    this.answers = answers;
    this.mover = mover;
    this.judgments = judgments;
    this.plugins = plugins;
    this.clock = clock;
  }

  /** What to run; empty when the run is of no use any more. */
  @Transactional(readOnly = true)
  Optional<PluginRuns.Request> request(PluginQueue.Run run) {
    return projects
        .find(run.projectKey())
        .flatMap(
            project ->
                tasks
                    .find(run.projectKey(), run.taskId())
                    .filter(task -> isDue(task, run))
                    .flatMap(
                        task ->
                            plugin(project, task)
                                .map(
                                    plugin ->
                                        new PluginRuns.Request(
                                            run.id(),
                                            project,
                                            task,
                                            plugin.pluginId(),
                                            plugin.preset(),
                                            plugin.config(),
                                            plugin.overwrite()))));
  }

  /** Takes a plugin's labels, and lets the task go on. */
  @Transactional
  void finish(PluginQueue.Run run, JsonNode given) {
    locked(run)
        .ifPresent(
            at -> {
              Instant now = Timestamps.now(clock);
              String name = plugins.name(at.project(), at.plugin().pluginId()).orElse("plugin");
              Answer answer =
                  answers.readOfPlugin(
                      at.project(), at.task(), given, name, at.plugin().overwrite(), now);
              Task labeled =
                  at.task()
                      .edit()
                      .answerId(
                          answers.store(
                              at.project(), at.task(), answer, MaskChange.NONE, name, now))
                      .build();
              TaskMover.Mover by = TaskMover.Mover.of(name, now);
              if (labeled.flow().judgment().isPresent()) {
                judgments.submit(at.project(), labeled, at.stage(), false, by);
              } else {
                mover.step(at.project(), labeled, at.stage(), new Workflow.Event.Passed(), by);
              }
            });
  }

  /** Marks the task with what went wrong; it can be run again. */
  @Transactional
  void fail(PluginQueue.Run run, String message) {
    locked(run)
        .ifPresent(
            at ->
                tasks.update(
                    at.task()
                        .edit()
                        .flow(
                            at.task()
                                .flow()
                                .marked(Mark.PLUGIN_ERROR, Optional.of(message), Optional.empty()))
                        .version(at.task().version() + 1)
                        .build()));
  }

  private record At(Project project, Task task, Stage stage, StageSettings.Plugin plugin) {}

  private Optional<At> locked(PluginQueue.Run run) {
    projects.holdStill(run.projectKey());
    Optional<Project> project = projects.find(run.projectKey());
    return project.flatMap(
        found ->
            locks
                .lock(found, run.taskId())
                .filter(task -> isDue(task, run))
                .flatMap(
                    task ->
                        plugin(found, task)
                            .map(
                                plugin ->
                                    new At(
                                        found,
                                        task,
                                        found.graph().find(task.stageId()).orElseThrow(),
                                        plugin))));
  }

  private static boolean isDue(Task task, PluginQueue.Run run) {
    return task.visit() == run.visit() && task.isOpen() && task.flow().mark() == Mark.NONE;
  }

  private static Optional<StageSettings.Plugin> plugin(Project project, Task task) {
    return project
        .graph()
        .find(task.stageId())
        .map(Stage::settings)
        .filter(StageSettings.Plugin.class::isInstance)
        .map(StageSettings.Plugin.class::cast);
  }
}
