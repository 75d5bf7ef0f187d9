package kalem.server.workflow;

import java.time.Instant;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.Task;
import org.springframework.stereotype.Component;

/**
 * What a stage does by itself when a task enters it or is taken out of it, as part of the move: a
 * plugin run or a message is put into the queue, judgments are asked for.
 */
@Component
class StageEntry {
  private final PluginQueue plugins;
  private final Webhooks webhooks;
  private final JudgmentRounds rounds;
  private final Projects projects;
  private final Notices notices;

  StageEntry(
      PluginQueue plugins,
      Webhooks webhooks,
      JudgmentRounds rounds,
      Projects projects,
      Notices notices) {
    this.plugins = plugins;
    this.webhooks = webhooks;
    this.rounds = rounds;
    this.projects = projects;
    this.notices = notices;
  }

  /**
   * @param task as it is stored, in the stage
   */
  void entered(Project project, Task task, Stage stage, Instant now) {
    switch (stage.settings()) {
      case StageSettings.Plugin plugin -> plugins.run(task);
      case StageSettings.Webhook webhook -> webhooks.send(task, stage.id(), webhook, now);
      case StageSettings.Consensus consensus -> rounds.open(project, task, stage, consensus, now);
      case StageSettings.Start a -> {}
      case StageSettings.Label a -> {}
      case StageSettings.Review a -> {}
      case StageSettings.Logic a -> {}
      case StageSettings.Hold a -> {}
      case StageSettings.Complete a -> {}
      case StageSettings.Archive a -> {}
    }
  }

  /**
   * Ends a round of judgments whose task is taken out of the Consensus stage.
   *
   * @return how many visits the finished judgments take up in the history of the task
   */
  int abandon(Project project, Task task, Instant now) {
    return rounds.abandon(project, task, now);
  }

  /** Tells the managers that a task was stopped in a loop. */
  void tellOfLoop(Project project, Task task, Stage stage) {
    for (String manager : projects.managers(project.projectKey())) {
      notices.tell(
          NewNotice.inProject(
              project.organizationId(),
              manager,
              NoticeKind.WORKFLOW_STUCK,
              "Workflow loop in "
                  + project.name()
                  + ": "
                  + task.externalId()
                  + " is held in "
                  + stage.name()
                  + ".",
              new NewNotice.Place(project.id(), "/projects/" + project.id() + "/workflow")));
    }
  }
}
