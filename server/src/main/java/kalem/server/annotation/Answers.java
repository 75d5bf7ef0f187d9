package kalem.server.annotation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kalem.annotation.Problem;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.MissingItem;
import kalem.annotation.answer.RequiredCheck;
import kalem.annotation.answer.SchemaChange;
import kalem.annotation.answer.Source;
import kalem.annotation.answer.SubmitFacts;
import kalem.annotation.geometry.ImageSize;
import kalem.server.access.Caller;
import kalem.server.annotation.AnswerStore.DraftObject;
import kalem.server.annotation.AnswerStore.Stored;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.ontology.Ontology;
import kalem.server.project.Project;
import kalem.server.task.Task;
import kalem.server.task.TaskAnswers;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Reading, checking and storing the labels of tasks. The feature's public door. */
@Service
public class Answers implements TaskAnswers {
  private final AnswerStore store;
  private final SchemaCache schemas;
  private final AssetSizes sizes;
  private final Ontology ontology;
  private final Ids ids;

  Answers(AnswerStore store, SchemaCache schemas, AssetSizes sizes, Ontology ontology, Ids ids) {
    this.store = store;
    this.schemas = schemas;
    this.sizes = sizes;
    this.ontology = ontology;
    this.ids = ids;
  }

  @Override
  public Map<String, String> texts(Project project, Collection<String> answerIds) {
    return answerIds.isEmpty()
        ? Map.of()
        : store.find(project.projectKey(), answerIds).stream()
            .collect(Collectors.toMap(Stored::id, stored -> text(project, stored)));
  }

  /** The saved answer of a task; empty when nothing was saved yet. */
  public Answer saved(Project project, Task task) {
    return task.answerId()
        .flatMap(id -> store.find(project.projectKey(), List.of(id)).stream().findFirst())
        .map(stored -> Answer.parse(text(project, stored)))
        .orElse(Answer.EMPTY);
  }

  /** The saved answer with a person's own unsaved work applied. */
  public Answer withDraft(Project project, Task task, String email) {
    Answer saved = saved(project, task);
    List<DraftObject> draft = store.draft(project.projectKey(), task.id(), email);
    return draft.isEmpty() ? saved : applied(saved, draft);
  }

  private static Answer applied(Answer saved, List<DraftObject> draft) {
    List<Answer> upserts =
        draft.stream().flatMap(object -> object.body().stream()).map(Answer::parse).toList();
    Answer all =
        new Answer(
            upserts.stream().flatMap(part -> part.tools().stream()).toList(),
            upserts.stream().flatMap(part -> part.classifications().stream()).toList(),
            upserts.stream().flatMap(part -> part.relations().stream()).toList());
    // An object that was drawn anew replaces all its earlier entries, so every id is deleted first.
    return saved.apply(all, draft.stream().map(DraftObject::objectId).toList());
  }

  /** Names in today's schema: an answer keeps the text it was written with until it is read. */
  private String text(Project project, Stored stored) {
    if (stored.schemaRevision() == project.categorySchemaRevision()) {
      return stored.body();
    }
    return new SchemaChange(schemas.at(project, stored.schemaRevision()), schemas.current(project))
        .render(Answer.parse(stored.body()))
        .json();
  }

  /**
   * Reads a whole answer for a task from outside.
   *
   * @throws KalemException invalid answer with every fault, and then nothing may be stored
   */
  public Answer read(Project project, Task task, JsonNode answer, Caller caller, Instant now) {
    return checked(
        AnswerReader.read(
            schemas.current(project),
            answer,
            context(project, task, IntakePolicy.ANNOTATE, author(task, caller, now))
                .withPrevious(saved(project, task))
                .at("answer")));
  }

  /** Reads imported labels: faulty entries are left out and reported. */
  public Intake readImport(
      Project project, Task task, JsonNode item, String path, Caller caller, Instant now) {
    Authorship author = new Authorship(caller.email(), task.stageId(), now, Source.IMPORT);
    return AnswerReader.read(
        schemas.current(project),
        item,
        context(project, task, IntakePolicy.IMPORT, author).at(path));
  }

  Answer readUpserts(
      Project project, Task task, JsonNode list, Answer previous, Caller caller, Instant now) {
    return checked(
        AnswerReader.readUpserts(
            schemas.current(project),
            list,
            context(project, task, IntakePolicy.ANNOTATE, author(task, caller, now))
                .withPrevious(previous)
                .at("upserts")));
  }

  private static Authorship author(Task task, Caller caller, Instant now) {
    Source source =
        caller.credential() instanceof Caller.Credential.ApiKey ? Source.API : Source.MANUAL;
    return new Authorship(caller.email(), task.stageId(), now, source);
  }

  private IntakeContext context(
      Project project, Task task, IntakePolicy policy, Authorship author) {
    IntakeContext context = IntakeContext.of(policy, author, ontology::newId);
    Optional<ImageSize> size = sizes.of(project.projectKey(), task.assetId());
    return size.map(context::withImageSize).orElse(context);
  }

  private static Answer checked(Intake intake) {
    if (!intake.problems().isEmpty()) {
      Problem first = intake.problems().getFirst();
      throw new KalemException(
          ErrorCode.INVALID_ANSWER,
          "The labels were not saved, "
              + intake.problems().size()
              + " faults. First: "
              + first.path()
              + ": "
              + first.message(),
          intake.problems().stream().map(Answers::detail).toList(),
          Map.of());
    }
    return intake.answer();
  }

  private static Map<String, Object> detail(Problem problem) {
    return Map.of(
        "code", problem.code().name(), "path", problem.path(), "message", problem.message());
  }

  /**
   * Stores an answer as the task's current one; an earlier save of the same visit is dropped.
   *
   * @return id of the stored answer; empty when it holds nothing
   */
  public Optional<String> store(
      Project project, Task task, Answer answer, String email, Instant now) {
    Optional<String> id =
        answer.isEmpty() ? Optional.empty() : Optional.of(ids.next(project.projectKey()));
    id.ifPresent(
        known ->
            store.add(
                project.projectKey(),
                task.id(),
                task.visit(),
                new Stored(known, project.categorySchemaRevision(), answer.json()),
                now,
                email));
    task.answerId().ifPresent(old -> store.removeOfVisit(project.projectKey(), old, task.visit()));
    return id;
  }

  /** Required classes and questions that have no label (ontology.md 8.2). */
  public List<MissingItem> missing(Project project, Answer answer) {
    return RequiredCheck.missing(
        schemas.current(project), answer, SubmitFacts.ofMasks(false, false));
  }

  /** Forgets a person's unsaved work on a task: it was saved, or thrown away. */
  public void dropDraft(int projectKey, String taskId, String email) {
    store.removeDraft(projectKey, taskId, email);
  }

  /** Forgets everybody's unsaved work on a task. */
  public void dropDrafts(int projectKey, String taskId) {
    store.removeDrafts(projectKey, taskId);
  }

  /** When a person last autosaved work on a task that was not saved since. */
  public Optional<Instant> draftSavedAt(int projectKey, String taskId, String email) {
    return store.lastSave(projectKey, taskId, email).map(AnswerStore.LastSave::savedAt);
  }
}
