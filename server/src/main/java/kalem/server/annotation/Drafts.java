package kalem.server.annotation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.AnswerStore.DraftObject;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.task.Sight;
import kalem.server.task.StaleVersion;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import kalem.server.task.WorkRights;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Autosave: single objects of a person's unsaved work, private to them until they save or submit.
 * Every save names the version it was based on; a repeat of the last save, whose answer got lost on
 * the way, is recognized and harmless.
 */
@Service
class Drafts {
  private final AnswerStore store;
  private final Answers answers;
  private final TaskStore tasks;
  private final Projects projects;
  private final InstantSource clock;

  Drafts(
      AnswerStore store, Answers answers, TaskStore tasks, Projects projects, InstantSource clock) {
    this.store = store;
    this.answers = answers;
    this.tasks = tasks;
    this.projects = projects;
    this.clock = clock;
  }

  /** The version after a save, to base the next one on. */
  record Saved(int version, Instant savedAt) {}

  @Transactional
  Saved save(
      ProjectAccess access,
      String taskId,
      int baseVersion,
      JsonNode upserts,
      List<String> deletes) {
    Project project = projects.get(access);
    Task task = lock(access, taskId);
    String hash = HexFormat.of().formatHex(Secrets.sha256("draft\n" + upserts + "\n" + deletes));
    if (task.version() != baseVersion) {
      return answers
          .repeated(task, access.email(), baseVersion, hash)
          .map(last -> new Saved(last.version(), last.savedAt()))
          .orElseThrow(() -> StaleVersion.of(task));
    }
    requireEdit(access, project, task);
    Instant now = Timestamps.now(clock);
    Answer previous = answers.withDraft(project, task, access.email(), PreviousOf.needed(upserts));
    Answer read = answers.readUpserts(project, task, upserts, previous, access.caller(), now);
    Made made = new Made(task.visit(), project.categorySchemaRevision(), now);
    for (DraftObject object : objects(read, deletes, made)) {
      store.putDraftObject(access.projectKey(), taskId, access.email(), object);
    }
    Saved saved = new Saved(task.version() + 1, now);
    answers.remember(task, access.email(), baseVersion, hash, saved.version(), now);
    tasks.update(
        WorkRights.taken(project, task, access.email(), now)
            .edit()
            .version(saved.version())
            .build());
    return saved;
  }

  /** Throws the person's draft away; without one nothing changes, and nobody else is disturbed. */
  @Transactional
  int discard(ProjectAccess access, String taskId, int baseVersion) {
    Task task = lock(access, taskId);
    new Sight(access, projects.get(access).graph()).require(task);
    if (task.version() != baseVersion) {
      throw StaleVersion.of(task);
    }
    if (!answers.dropDraft(task, access.email())) {
      return task.version();
    }
    tasks.update(task.edit().version(task.version() + 1).build());
    return task.version() + 1;
  }

  /**
   * Throws away what the person left unsaved in earlier visits; the task itself does not change.
   */
  @Transactional
  int discardEarlier(ProjectAccess access, String taskId) {
    Task task = lock(access, taskId);
    store.removeEarlierDrafts(access.projectKey(), taskId, access.email(), task.visit());
    return task.version();
  }

  private Task lock(ProjectAccess access, String taskId) {
    return tasks
        .findForUpdate(access.projectKey(), taskId)
        .orElseThrow(() -> KalemException.notFound("Task", taskId));
  }

  private static void requireEdit(ProjectAccess access, Project project, Task task) {
    WorkRights rights = WorkRights.of(access, project, task);
    if (!rights.edit()) {
      throw KalemException.forbidden(
          rights.reason().orElse("You can not change the labels of this task."));
    }
  }

  /** What all objects of one save share. */
  private record Made(int visit, int schemaRevision, Instant at) {
    private DraftObject object(String id, Optional<String> body) {
      return new DraftObject(id, visit, schemaRevision, body, at);
    }
  }

  /** One row per object id; an object on many pages is one row. */
  private static List<DraftObject> objects(Answer read, List<String> deletes, Made made) {
    Map<String, Answer> parts = new LinkedHashMap<>();
    read.entries().forEach(entry -> parts.merge(entry.objectId(), alone(entry), Drafts::joined));
    List<DraftObject> objects = new ArrayList<>();
    deletes.stream()
        .filter(id -> !parts.containsKey(id))
        .forEach(id -> objects.add(made.object(id, Optional.empty())));
    parts.forEach((id, part) -> objects.add(made.object(id, Optional.of(part.json()))));
    return objects;
  }

  private static Answer alone(Entry entry) {
    return switch (entry) {
      case kalem.annotation.answer.ToolObject tool ->
          new Answer(List.of(tool), List.of(), List.of());
      case kalem.annotation.answer.ClassificationAnswer answer ->
          new Answer(List.of(), List.of(answer), List.of());
      case kalem.annotation.answer.Relation relation ->
          new Answer(List.of(), List.of(), List.of(relation));
    };
  }

  private static Answer joined(Answer one, Answer other) {
    return new Answer(
        java.util.stream.Stream.concat(one.tools().stream(), other.tools().stream()).toList(),
        java.util.stream.Stream.concat(
                one.classifications().stream(), other.classifications().stream())
            .toList(),
        java.util.stream.Stream.concat(one.relations().stream(), other.relations().stream())
            .toList());
  }
}
