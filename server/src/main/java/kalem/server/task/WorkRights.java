package kalem.server.task;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.project.Project;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.project.stage.WorkRules;

/**
 * What a person may do with a task right now (people.md 3.1, workflow.md 5 and 6). Decided by role,
 * stage and who holds the task; pure.
 *
 * @param reason why less is possible than the person may expect; a sentence for the editor
 */
public record WorkRights(
    boolean edit, boolean submit, boolean review, boolean skip, Optional<String> reason) {
  private static final Set<StageType> WORK_STAGES = Set.of(StageType.LABEL, StageType.REVIEW);

  public static WorkRights of(ProjectAccess access, Project project, Task task) {
    if (!task.status().equals("READY")) {
      return none("This task is being processed. Try again in a moment.");
    }
    if (!task.isOpen()) {
      return none("This judgment was given. A lead can reopen it while the others are being made.");
    }
    Optional<Stage> stage = project.graph().find(task.stageId());
    if (stage.isEmpty()) {
      return none("The stage of this task no longer exists. Requeue the task.");
    }
    return switch (stage.get().type()) {
      case LABEL -> label(access, project, stage.get(), task);
      case REVIEW -> review(access, project, stage.get(), task);
      case COMPLETE, ARCHIVE -> elsewhere(access, false);
      case START, HOLD, LOGIC, PLUGIN, WEBHOOK -> elsewhere(access, true);
      case CONSENSUS ->
          none("This task is being judged by several people. Its judgments are worked on instead.");
    };
  }

  private static WorkRights label(ProjectAccess access, Project project, Stage stage, Task task) {
    if (!mayTake(access, stage, task)) {
      return none(taken(task));
    }
    return new WorkRights(true, true, false, maySkip(access, project, task), Optional.empty());
  }

  private static WorkRights review(ProjectAccess access, Project project, Stage stage, Task task) {
    if (!access.role().includes(ProjectRole.REVIEWER)) {
      return none("Reviewing needs the role Reviewer or higher.");
    }
    boolean lead = access.role().includes(ProjectRole.LEAD);
    if (!lead && !rules(stage).allowOwnWork() && task.labeledBy().contains(access.email())) {
      return none("You labeled this task, so somebody else reviews it.");
    }
    if (!mayTake(access, stage, task)) {
      return none(taken(task));
    }
    return new WorkRights(
        !stage.readOnly(),
        false,
        true,
        maySkip(access, project, task),
        stage.readOnly()
            ? Optional.of("Labels can not be changed in this review stage.")
            : Optional.empty());
  }

  /** Outside Label and Review stages leads and managers may still correct labels. */
  private static WorkRights elsewhere(ProjectAccess access, boolean hasExit) {
    boolean lead = access.role().includes(ProjectRole.LEAD);
    return lead
        ? new WorkRights(true, hasExit, false, false, Optional.empty())
        : none("This task is not in a stage where you can work on it.");
  }

  private static WorkRules rules(Stage stage) {
    return stage.workRules().orElseThrow();
  }

  private static boolean mayTake(ProjectAccess access, Stage stage, Task task) {
    return access.role().includes(ProjectRole.LEAD)
        || task.isHeldBy(access.email())
        || (task.assignee().isEmpty() && stage.admits(access.email()));
  }

  /**
   * The task as it is once somebody begins to work on it: a free one in a Label or Review stage is
   * theirs from then on, with a lease; the lease of one they hold is renewed.
   */
  public static Task taken(Project project, Task task, String email, Instant now) {
    boolean workStage =
        project
            .graph()
            .find(task.stageId())
            .filter(stage -> WORK_STAGES.contains(stage.type()))
            .isPresent();
    if (task.assignee().isEmpty() && workStage) {
      return task.edit()
          .assignee(Optional.of(email))
          .leaseExpiresAt(Optional.of(TaskLease.endFrom(now)))
          .build();
    }
    return task.isHeldBy(email) && task.leaseExpiresAt().isPresent()
        ? task.edit().leaseExpiresAt(Optional.of(TaskLease.endFrom(now))).build()
        : task;
  }

  private static boolean maySkip(ProjectAccess access, Project project, Task task) {
    return project.isSkippingEnabled() && task.isHeldBy(access.email());
  }

  private static String taken(Task task) {
    return task.assignee()
        .map(holder -> "This task is assigned to " + holder + ".")
        .orElse("You are not among those who work on this stage.");
  }

  private static WorkRights none(String reason) {
    return new WorkRights(false, false, false, false, Optional.of(reason));
  }
}
