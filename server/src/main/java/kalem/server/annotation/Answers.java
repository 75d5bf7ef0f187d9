package kalem.server.annotation;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.annotation.Problem;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.AssetFacts;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.MissingItem;
import kalem.annotation.answer.RequiredCheck;
import kalem.annotation.answer.Source;
import kalem.annotation.answer.SubmitFacts;
import kalem.annotation.json.CompactJson;
import kalem.server.access.Caller;
import kalem.server.annotation.AnswerStore.DraftObject;
import kalem.server.annotation.AnswerStore.Origin;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.StreamedJson;
import kalem.server.ontology.Ontology;
import kalem.server.project.Project;
import kalem.server.task.Task;
import kalem.server.task.TaskAnswers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Reading, checking and storing the labels of tasks. The feature's public door. */
@Service
public class Answers implements TaskAnswers {
  private final AnswerStore store;
  private final AnswerReadings readings;
  private final SchemaCache schemas;
  private final AssetMedia media;
  private final Masks masks;
  private final Ontology ontology;
  private final Ids ids;
  private final TransactionTemplate ownTransaction;

  Answers(
      AnswerStore store,
      AnswerReadings readings,
      SchemaCache schemas,
      AssetMedia media,
      Masks masks,
      Ontology ontology,
      Ids ids,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.readings = readings;
    this.schemas = schemas;
    this.media = media;
    this.masks = masks;
    this.ontology = ontology;
    this.ids = ids;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Map<String, StreamedJson> texts(Project project, Collection<String> answerIds) {
    Map<String, StreamedJson> texts = new LinkedHashMap<>();
    if (!answerIds.isEmpty()) {
      readings
          .of(project, Set.copyOf(answerIds))
          .forEach((id, reading) -> texts.put(id, json(reading)));
    }
    return texts;
  }

  @Override
  public Map<String, String> masks(Project project, String answerId) {
    return masks.urls(store.masks(project.projectKey(), answerId));
  }

  /**
   * Fetches, checks and copies masks for a task; not to be called in a transaction.
   *
   * @throws KalemException invalid answer when one can not be used
   */
  public MaskChange takeMasks(Project project, Task task, Masks.Given given) {
    AssetMedia.Facts facts = media.of(project.projectKey(), task.assetId());
    Masks.Taken taken =
        masks.take(
            new Masks.Place(
                project.id(),
                schemas.current(project),
                facts.size().map(AssetFacts.NONE::withImageSize).orElse(AssetFacts.NONE),
                maskKeys(task),
                ""),
            given,
            Masks.Nearby.NOTHING,
            true);
    refuse(taken.faults());
    return taken.change();
  }

  private MaskKeys maskKeys(Task task) {
    return task.answerId().map(id -> store.masks(task.projectKey(), id)).orElse(MaskKeys.NONE);
  }

  private static StreamedJson json(AnswerReading reading) {
    return new StreamedJson(
        target -> {
          try (reading) {
            reading.writeTo(target);
          }
        });
  }

  /**
   * The saved answer of a task, empty when nothing was saved yet; whole in memory, which the limit
   * of what one request may send also bounds.
   */
  public Answer saved(Project project, Task task) {
    return saved(project, task, id -> true);
  }

  /** The entries of the saved answer with wanted object ids; the others are not held. */
  private Answer saved(Project project, Task task, Predicate<String> wanted) {
    if (task.answerId().isEmpty()) {
      return Answer.EMPTY;
    }
    try (AnswerReading reading = readings.of(project, task.answerId().get())) {
      return reading.matching(wanted);
    }
  }

  /** The saved answer with a person's own unsaved work of this visit applied. */
  public Answer withDraft(Project project, Task task, String email) {
    return withDraft(project, task, email, id -> true);
  }

  /** As {@link #withDraft}, but holds no other saved entries than those with wanted object ids. */
  Answer withDraft(Project project, Task task, String email, Predicate<String> wanted) {
    Answer saved = saved(project, task, wanted);
    List<DraftObject> draft = draft(task, email);
    return draft.isEmpty() ? saved : applied(project, saved, draft);
  }

  /**
   * What the editor shows: the saved answer with a person's own unsaved work applied. Without such
   * work it is written as it is read, however large.
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public StreamedJson asSeenBy(Project project, Task task, String email) {
    if (hasDraft(task, email)) {
      return written(withDraft(project, task, email));
    }
    return task.answerId()
        .map(id -> json(readings.of(project, id)))
        .orElseGet(() -> written(Answer.EMPTY));
  }

  private static StreamedJson written(Answer answer) {
    return new StreamedJson(target -> answer.write(new CompactJson(target)));
  }

  private List<DraftObject> draft(Task task, String email) {
    return store.draft(task.projectKey(), task.id(), email).stream()
        .filter(object -> object.visit() == task.visit())
        .toList();
  }

  private Answer applied(Project project, Answer saved, List<DraftObject> draft) {
    // An object that was drawn anew replaces all its earlier entries, so every id is deleted first.
    return saved.apply(upserts(project, draft), draft.stream().map(DraftObject::objectId).toList());
  }

  private Answer upserts(Project project, List<DraftObject> draft) {
    List<Answer> parts =
        draft.stream()
            .flatMap(object -> object.body().stream().map(body -> rendered(project, object, body)))
            .toList();
    return new Answer(
        parts.stream().flatMap(part -> part.tools().stream()).toList(),
        parts.stream().flatMap(part -> part.classifications().stream()).toList(),
        parts.stream().flatMap(part -> part.relations().stream()).toList());
  }

  /**
   * Unsaved work of a person from an earlier visit, or from before somebody else saved: kept and
   * offered, never applied by itself.
   *
   * @param answer the objects as the person left them
   * @param deletes ids of objects the person had deleted
   */
  public record EarlierDraft(Instant savedAt, Answer answer, List<String> deletes) {}

  /** A person's earlier unsaved work on a task, if there is any. */
  public Optional<EarlierDraft> earlierDraft(Project project, Task task, String email) {
    List<DraftObject> earlier =
        store.draft(task.projectKey(), task.id(), email).stream()
            .filter(object -> object.visit() != task.visit())
            .toList();
    return earlier.stream()
        .map(DraftObject::savedAt)
        .max(Instant::compareTo)
        .map(
            savedAt ->
                new EarlierDraft(
                    savedAt,
                    upserts(project, earlier),
                    earlier.stream()
                        .filter(object -> object.body().isEmpty())
                        .map(DraftObject::objectId)
                        .toList()));
  }

  /** Names in today's schema: a draft keeps the text it was written with until it is read. */
  private Answer rendered(Project project, DraftObject object, String body) {
    Answer answer = Answer.parse(body);
    return schemas
        .change(project, object.schemaRevision())
        .map(change -> change.render(answer))
        .orElse(answer);
  }

  /** Whether a task has neither an object nor an answer nor a mask. */
  public boolean isUnlabeled(Project project, Task task) {
    return saved(project, task).isEmpty() && maskKeys(task).isEmpty();
  }

  /** Whether the task holds labels that a person saved, and not only an import. */
  public boolean isLabeledByPeople(Task task) {
    return task.answerId().filter(id -> !store.isImported(task.projectKey(), id)).isPresent();
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

  /**
   * Reads the labels a plugin gave for a task.
   *
   * @param name of the plugin
   * @param overwrite false: answers to a question replace earlier ones to it, all else is added
   * @throws KalemException as {@link #read}
   */
  public Answer readOfPlugin(
      Project project, Task task, JsonNode given, String name, boolean overwrite, Instant now) {
    Answer saved = saved(project, task);
    Answer read =
        checked(
            AnswerReader.read(
                schemas.current(project),
                given,
                context(
                        project,
                        task,
                        IntakePolicy.ANNOTATE,
                        new Authorship(name, task.stageId(), now, Source.MODEL))
                    .withPrevious(saved)
                    .at("answer")));
    return overwrite ? read : merged(saved, read);
  }

  private static Answer merged(Answer saved, Answer read) {
    Set<String> answered =
        read.classifications().stream()
            .map(ClassificationAnswer::schemaId)
            .collect(Collectors.toSet());
    return new Answer(
        Stream.concat(saved.tools().stream(), read.tools().stream()).toList(),
        Stream.concat(
                saved.classifications().stream()
                    .filter(answer -> !answered.contains(answer.schemaId())),
                read.classifications().stream())
            .toList(),
        Stream.concat(saved.relations().stream(), read.relations().stream()).toList());
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
    IntakeContext context =
        IntakeContext.of(policy, author, ontology::newId).withSafeHtml(RichText::safe);
    return media.of(project.projectKey(), task.assetId()).on(context);
  }

  private static Answer checked(Intake intake) {
    refuse(intake.problems());
    return intake.answer();
  }

  private static void refuse(List<Problem> faults) {
    if (!faults.isEmpty()) {
      Problem first = faults.getFirst();
      throw new KalemException(
          ErrorCode.INVALID_ANSWER,
          "The labels were not saved, "
              + faults.size()
              + " faults. First: "
              + first.path()
              + ": "
              + first.message(),
          faults.stream().map(Answers::detail).toList(),
          Map.of());
    }
  }

  private static Map<String, Object> detail(Problem problem) {
    return Map.of(
        "code", problem.code().name(), "path", problem.path(), "message", problem.message());
  }

  /**
   * Stores a person's answer as the task's current one; an earlier save of the same visit is
   * dropped, and so is the person's draft. What others have unsaved no longer fits and is set
   * aside.
   *
   * @return id of the stored answer; empty when it holds nothing
   */
  public Optional<String> store(
      Project project, Task task, Answer answer, MaskChange change, String email, Instant now) {
    store.removeDraft(task.projectKey(), task.id(), email, task.visit());
    store.outdateDraftsOfOthers(task.projectKey(), task.id(), email);
    MaskKeys kept = change.of(maskKeys(task));
    task.answerId()
        .ifPresent(
            id ->
                store.removeOfVisits(
                    project.projectKey(),
                    Map.of(id, new AnswerStore.Visit(task.id(), task.visit()))));
    if (answer.isEmpty() && kept.isEmpty()) {
      return Optional.empty();
    }
    try (NewAnswer stored =
        new NewAnswer(
            store,
            project.projectKey(),
            project.categorySchemaRevision(),
            ids.next(project.projectKey()),
            new Origin(task.id(), task.visit(), now, email),
            false,
            media.of(project.projectKey(), task.assetId()).isVideo(),
            Map.of())) {
      stored.addAll(answer);
      return Optional.of(stored.finish(kept));
    }
  }

  /**
   * Opens the answers of a project as a snapshot shows them; to be closed.
   *
   * @param snapshot statements in a transaction that sees one moment
   */
  public SnapshotAnswers in(JdbcTemplate snapshot, Project project) {
    return new SnapshotAnswers(
        project,
        new AnswerStore(JdbcClient.create(snapshot), snapshot),
        schemas,
        (projectKey, revision, texts) ->
            ownTransaction.executeWithoutResult(
                status -> store.renew(projectKey, revision, texts)));
  }

  /** Required classes and questions of a task that have no label (ontology.md 8.2). */
  public List<MissingItem> missing(Project project, Task task) {
    MaskKeys painted = maskKeys(task);
    return RequiredCheck.missing(
        schemas.current(project),
        saved(project, task),
        SubmitFacts.ofMasks(painted.brush().isPresent(), painted.voxels().isPresent()));
  }

  /** Throws a person's unsaved work of this visit away; whether there was any. */
  public boolean dropDraft(Task task, String email) {
    return store.removeDraft(task.projectKey(), task.id(), email, task.visit()) > 0;
  }

  /** Whether a person has unsaved work of this visit. */
  public boolean hasDraft(Task task, String email) {
    return !draft(task, email).isEmpty();
  }

  /** Sets everybody's unsaved work on tasks aside: it no longer fits their labels. */
  public void outdateDrafts(int projectKey, Collection<String> taskIds) {
    store.outdateDrafts(projectKey, taskIds);
  }

  /** Forgets everybody's unsaved work on a task. */
  public void dropDrafts(int projectKey, String taskId) {
    store.removeDrafts(projectKey, taskId);
  }

  /** When a person last autosaved work of this visit that was not saved since. */
  public Optional<Instant> draftSavedAt(Task task, String email) {
    return draft(task, email).stream().map(DraftObject::savedAt).max(Instant::compareTo);
  }

  /**
   * The version a save led to, when this is a repeat of a person's last one on the task: same base,
   * same content.
   */
  Optional<AnswerStore.LastSave> repeated(Task task, String email, int baseVersion, String hash) {
    return store
        .lastSave(task.projectKey(), task.id(), email)
        .filter(last -> last.version() == task.version())
        .filter(last -> last.baseVersion() == baseVersion && last.requestHash().equals(hash));
  }

  /** As {@link #repeated}, for saves whose outcome is the task itself. */
  public boolean isRepeat(Task task, String email, int baseVersion, String hash) {
    return repeated(task, email, baseVersion, hash).isPresent();
  }

  /** Remembers a save, so that a repeat of it is recognized. */
  public void remember(
      Task task, String email, int baseVersion, String hash, int version, Instant now) {
    store.putLastSave(
        task.projectKey(),
        task.id(),
        email,
        new AnswerStore.LastSave(baseVersion, hash, version, now));
  }
}
