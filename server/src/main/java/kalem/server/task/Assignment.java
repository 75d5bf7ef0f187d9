package kalem.server.task;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Giving tasks to people by hand (workflow.md 3.6). */
@Service
public class Assignment {
  private final TaskStore tasks;
  private final Projects projects;
  private final Ids ids;
  private final InstantSource clock;

  Assignment(TaskStore tasks, Projects projects, Ids ids, InstantSource clock) {
    this.tasks = tasks;
    this.projects = projects;
    this.ids = ids;
    this.clock = clock;
  }

  /** What an assignment did; {@code skipped} are unknown tasks and those in other stages. */
  record Result(int modified, List<String> skipped) {}

  /**
   * @param email who gets the tasks; empty text: nobody
   * @param stage only tasks in this stage (id or name) are touched; empty: any stage
   * @throws KalemException when the person may not work on a task's stage; then nothing is changed
   */
  @Transactional
  Result assign(ProjectAccess access, List<String> taskIds, String email, Optional<String> stage) {
    Project project = projects.get(access);
    StageGraph graph = project.graph();
    Optional<String> wantedStage = stage.map(text -> stageId(graph, text));
    String person = email.trim().toLowerCase(java.util.Locale.ROOT);
    Optional<ProjectRole> role =
        person.isEmpty() ? Optional.empty() : Optional.of(role(project, person));
    List<String> skipped = new ArrayList<>();
    int modified = 0;
    // In one order, so that two people who assign the same tasks never wait for each other.
    for (String id : taskIds.stream().distinct().sorted().toList()) {
      Optional<Task> task = tasks.findForUpdate(access.projectKey(), id);
      if (task.isEmpty()
          || wantedStage.filter(wanted -> !wanted.equals(task.get().stageId())).isPresent()) {
        skipped.add(id);
      } else {
        role.ifPresent(known -> requireFit(graph, task.get(), person, known));
        give(access, task.get(), person);
        modified++;
      }
    }
    return new Result(modified, skipped);
  }

  private static String stageId(StageGraph graph, String text) {
    return graph
        .findByIdOrName(text)
        .map(Stage::id)
        .orElseThrow(() -> KalemException.invalid("Unknown stage: " + text + "."));
  }

  private ProjectRole role(Project project, String email) {
    return projects
        .role(project, email)
        .orElseThrow(
            () -> KalemException.invalid(email + " is no member of the project. Add them first."));
  }

  /** Only leads and managers assign, and they may go past a stage's list; not past its role. */
  private static void requireFit(StageGraph graph, Task task, String email, ProjectRole role) {
    Optional<Stage> stage = graph.find(task.stageId());
    boolean review = stage.filter(found -> found.type() == StageType.REVIEW).isPresent();
    if (review && !role.includes(ProjectRole.REVIEWER)) {
      throw KalemException.invalid(
          email + " is a Labeler and can not work on review stage " + task.stageId() + ".");
    }
  }

  private void give(ProjectAccess access, Task task, String email) {
    Instant now = Timestamps.now(clock);
    Optional<String> person = email.isEmpty() ? Optional.empty() : Optional.of(email);
    tasks.update(
        task.edit()
            .assignee(person)
            .leaseExpiresAt(Optional.empty())
            .version(task.version() + 1)
            .updated(now, access.email())
            .build());
    person.ifPresentOrElse(
        known -> tasks.putStageAssignee(task.projectKey(), task.id(), task.stageId(), known),
        () -> tasks.removeStageAssignee(task.projectKey(), task.id(), task.stageId()));
    tasks.addEvent(
        task.projectKey(),
        ids.next(task.projectKey()),
        task.id(),
        "assign",
        Json.write(
            java.util.Map.of(
                "from", task.assignee().orElse(""), "to", email, "stage", task.stageId())),
        now,
        access.email());
  }
}
