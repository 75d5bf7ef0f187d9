package kalem.server.validation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.Answer;
import kalem.annotation.ontology.CategorySchema;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.Answers;
import kalem.server.annotation.AssetMedia;
import kalem.server.asset.Asset;
import kalem.server.asset.Assets;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.ProjectSetting;
import kalem.server.project.Projects;
import kalem.server.task.Task;
import kalem.server.task.TaskViews;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks labels by what a project itself asks of them. Takes as long as the function and the
 * external service do, so never to be called in a transaction.
 */
@Service
public class LabelValidation {
  private final ScriptRunner scripts;
  private final ExternalValidation external;
  private final Projects projects;
  private final TaskViews tasks;
  private final Answers answers;
  private final Assets assets;
  private final Batches batches;
  private final InstantSource clock;

  LabelValidation(
      ScriptRunner scripts,
      ExternalValidation external,
      Projects projects,
      TaskViews tasks,
      Answers answers,
      Assets assets,
      Batches batches,
      InstantSource clock) {
    this.scripts = scripts;
    this.external = external;
    this.projects = projects;
    this.tasks = tasks;
    this.answers = answers;
    this.assets = assets;
    this.batches = batches;
    this.clock = clock;
  }

  /**
   * What is wrong with labels.
   *
   * @param isPrevented whether they must not be saved or submitted as they are
   */
  public record Verdict(List<Finding> findings, boolean isPrevented) {
    static final Verdict FINE = new Verdict(List.of(), false);

    public Verdict {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Checks what a caller is about to save, submit or accept. Browsers ask before they save, so only
   * calls by key are checked, and only where the project wants it.
   *
   * @param answer as given; empty: what is saved, with the caller's draft
   * @return what was found but does not stand in the way
   * @throws KalemException validation failed when errors were found and the project prevents them
   */
  public List<Finding> enforce(ProjectAccess access, String taskId, Optional<JsonNode> answer) {
    Project project = projects.get(access);
    if (!isByKey(access.caller()) || !isOn(project, ProjectSetting.ENFORCE_ON_API)) {
      return List.of();
    }
    Verdict verdict = check(access, project, taskId, answer, OptionalInt.empty());
    if (verdict.isPrevented()) {
      List<Finding> errors = verdict.findings().stream().filter(Finding::isError).toList();
      throw new KalemException(
          ErrorCode.VALIDATION_FAILED,
          "Nothing was saved, the labels do not pass the project's validation: "
              + errors.getFirst().message(),
          verdict.findings().stream().map(Finding::detail).toList(),
          Map.of());
    }
    return verdict.findings();
  }

  private static boolean isByKey(Caller caller) {
    return caller.credential() instanceof Caller.Credential.ApiKey;
  }

  private static boolean isOn(Project project, ProjectSetting setting) {
    return project.settings().path(setting.key()).asBoolean(false);
  }

  /**
   * Checks the labels of a task, whoever asks.
   *
   * @param answer as given; empty: what is saved, with the caller's draft
   * @param frame that the caller looks at
   */
  Verdict check(ProjectAccess access, String taskId, Optional<JsonNode> answer, OptionalInt frame) {
    return check(access, projects.get(access), taskId, answer, frame);
  }

  private Verdict check(
      ProjectAccess access,
      Project project,
      String taskId,
      Optional<JsonNode> given,
      OptionalInt frame) {
    boolean isCustom = isOn(project, ProjectSetting.CUSTOM_VALIDATION_ENABLED);
    if (!isCustom && !ExternalValidation.isOn(project)) {
      return Verdict.FINE;
    }
    Task task = tasks.task(access, taskId);
    Answer answer =
        given
            .map(node -> answers.read(project, task, node, access.caller(), Timestamps.now(clock)))
            .orElseGet(() -> answers.withDraft(project, task, access.email()));
    List<Finding> findings = new ArrayList<>();
    if (isCustom) {
      findings.addAll(custom(project, task, answer, access.email()));
    }
    if (ExternalValidation.isOn(project)) {
      findings.addAll(
          external.findings(project, task, (ObjectNode) Json.parse(answer.json()), frame));
    }
    boolean isPrevented =
        isOn(project, ProjectSetting.PREVENT_SUBMISSION)
            && findings.stream().anyMatch(Finding::isError);
    return new Verdict(findings, isPrevented);
  }

  private List<Finding> custom(Project project, Task task, Answer answer, String email) {
    String function =
        project.settings().path(ProjectSetting.VALIDATION_FUNCTION.key()).asString("");
    if (function.isBlank()) {
      return List.of();
    }
    CategorySchema schema = CategorySchema.of(Json.parse(project.categorySchema()));
    return scripts
        .run(
            function,
            Json.write(LabelArgument.of(answer, schema)),
            Json.write(context(project, task, email)))
        .verdict();
  }

  /** The second argument of the function. */
  private ObjectNode context(Project project, Task task, String email) {
    ObjectNode context = Json.object();
    context.put("externalId", task.externalId());
    Map<String, String> names = batches.names(project.projectKey());
    ArrayNode batchNames = context.putArray("batches");
    task.batchIds().forEach(id -> batchNames.add(names.getOrDefault(id, id)));
    context.put(
        "stage",
        project.graph().find(task.stageId()).map(stage -> stage.name()).orElse(task.stageId()));
    context.put("user", email);
    context.set("schema", Json.parse(project.categorySchema()));
    Optional<Asset> asset = assets.find(project.projectKey(), task.assetId());
    context.set(
        "metadata", asset.map(found -> Json.parse(found.metadata())).orElseGet(Json::object));
    OptionalInt pages =
        asset
            .map(found -> AssetMedia.Facts.of(found.metadata(), found.externalId()).pages())
            .orElse(OptionalInt.empty());
    pages.ifPresentOrElse(
        count -> context.put("pageCount", count), () -> context.putNull("pageCount"));
    return context;
  }

  /**
   * Runs a function that is being written on labels that were copied from the editor.
   *
   * @param answer the first argument as it is
   */
  ScriptRun tryOut(ProjectAccess access, String function, JsonNode answer) {
    Project project = projects.get(access);
    ObjectNode context = Json.object();
    context.put("externalId", "").putArray("batches");
    context.put("stage", "").put("user", access.email());
    context.set("schema", Json.parse(project.categorySchema()));
    context.putObject("metadata");
    context.putNull("pageCount");
    return scripts.run(function, Json.write(answer), Json.write(context));
  }
}
