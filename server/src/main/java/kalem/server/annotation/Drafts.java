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
import kalem.server.annotation.AnswerStore.LastSave;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
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
    String hash = HexFormat.of().formatHex(Secrets.sha256(upserts + "\n" + deletes));
    if (task.version() != baseVersion) {
      return repeated(access, task, baseVersion, hash).orElseThrow(() -> StaleVersion.of(task));
    }
    requireEdit(access, project, task);
    Instant now = Timestamps.now(clock);
    Answer previous = answers.withDraft(project, task, access.email());
    Answer read = answers.readUpserts(project, task, upserts, previous, access.caller(), now);
    for (DraftObject object : objects(read, deletes)) {
      store.putDraftObject(access.projectKey(), taskId, access.email(), object, now);
    }
    Saved saved = new Saved(task.version() + 1, now);
    store.putLastSave(
        access.projectKey(),
        taskId,
        access.email(),
        new LastSave(baseVersion, hash, saved.version(), now));
    tasks.update(taken(task, access.email()).edit().version(saved.version()).build());
    return saved;
  }

  @Transactional
  int discard(ProjectAccess access, String taskId, int baseVersion) {
    Task task = lock(access, taskId);
    if (task.version() != baseVersion) {
      throw StaleVersion.of(task);
    }
    store.removeDraft(access.projectKey(), taskId, access.email());
    tasks.update(task.edit().version(task.version() + 1).build());
    return task.version() + 1;
  }

  private Task lock(ProjectAccess access, String taskId) {
    return tasks
        .findForUpdate(access.projectKey(), taskId)
        .orElseThrow(() -> KalemException.notFound("Task", taskId));
  }

  private Optional<Saved> repeated(ProjectAccess access, Task task, int baseVersion, String hash) {
    return store
        .lastSave(access.projectKey(), task.id(), access.email())
        .filter(last -> last.version() == task.version())
        .filter(last -> last.baseVersion() == baseVersion && last.requestHash().equals(hash))
        .map(last -> new Saved(last.version(), last.savedAt()));
  }

  private static void requireEdit(ProjectAccess access, Project project, Task task) {
    WorkRights rights = WorkRights.of(access, project, task);
    if (!rights.edit()) {
      throw KalemException.forbidden(
          rights.reason().orElse("You can not change the labels of this task."));
    }
  }

  /** Who begins to work on a free task holds it from then on. */
  private static Task taken(Task task, String email) {
    return task.assignee().isPresent() ? task : task.edit().assignee(Optional.of(email)).build();
  }

  /** One row per object id; an object on many pages is one row. */
  private static List<DraftObject> objects(Answer read, List<String> deletes) {
    Map<String, Answer> parts = new LinkedHashMap<>();
    read.entries().forEach(entry -> parts.merge(entry.objectId(), alone(entry), Drafts::joined));
    List<DraftObject> objects = new ArrayList<>();
    deletes.stream()
        .filter(id -> !parts.containsKey(id))
        .forEach(id -> objects.add(new DraftObject(id, Optional.empty())));
    parts.forEach((id, part) -> objects.add(new DraftObject(id, Optional.of(part.json()))));
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
