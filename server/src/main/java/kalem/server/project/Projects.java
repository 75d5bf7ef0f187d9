package kalem.server.project;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import kalem.server.access.Permissions;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.ontology.Ontology;
import kalem.server.organization.Organizations;
import kalem.server.project.ProjectStore.Member;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creating, reading and changing projects. The feature's public door. */
@Service
public class Projects {
  private static final Set<String> TYPES = Set.of("ango", "pct", "iframe");
  private static final String EMPTY_SCHEMA =
      "{\"tools\":[],\"classifications\":[],\"relations\":[]}";

  private final ProjectStore projects;
  private final Organizations organizations;
  private final Ontology ontology;
  private final StageOccupancy occupancy;
  private final StageSecrets secrets;
  private final Ids ids;
  private final InstantSource clock;

  Projects(
      ProjectStore projects,
      Organizations organizations,
      Ontology ontology,
      StageOccupancy occupancy,
      StageSecrets secrets,
      Ids ids,
      InstantSource clock) {
    this.projects = projects;
    this.organizations = organizations;
    this.ontology = ontology;
    this.occupancy = occupancy;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  /** A changed project, with what its owner should know but what did not refuse the change. */
  record Saved(Project project, List<Map<String, Object>> warnings) {}

  /**
   * @throws KalemException not found when the project was deleted meanwhile
   */
  public Project get(ProjectAccess access) {
    return get(access.projectKey());
  }

  /**
   * @throws KalemException not found when there is no such project (any more)
   */
  public Project get(int projectKey) {
    return projects
        .find(projectKey)
        .orElseThrow(() -> KalemException.notFound("Project", String.valueOf(projectKey)));
  }

  /** A project; empty when it is gone. */
  public Optional<Project> find(int projectKey) {
    return projects.find(projectKey);
  }

  /**
   * The project, with its workflow held still until the transaction ends: for moving tasks.
   *
   * @throws KalemException as {@link #get(ProjectAccess)}
   */
  public Project getHeldStill(ProjectAccess access) {
    projects.holdStill(access.projectKey());
    return get(access);
  }

  /** Holds the workflow still until the transaction ends. */
  public void holdStill(int projectKey) {
    projects.holdStill(projectKey);
  }

  /** The category schema as it was at a revision. */
  public Optional<String> schemaRevision(int projectKey, int revision) {
    return projects.schemaRevision(projectKey, revision);
  }

  Page<Project> list(Caller caller, String search, String orderBy, PageRequest page) {
    String text = search.trim().toLowerCase(Locale.ROOT);
    return new Page<>(projects.list(caller, text, orderBy, page), projects.count(caller, text));
  }

  /** Creates a project from {@code name}, {@code description}, {@code type} and any settings. */
  @Transactional
  Saved create(Caller caller, JsonNode body) {
    Instant now = Timestamps.now(clock);
    int key = projects.nextProjectKey();
    Project bare =
        new Project(
            ids.next(key),
            key,
            caller.organizationId(),
            name(body.path("name")),
            body.path("description").asString(""),
            type(body.path("type")),
            caller.email(),
            caller.accountId(),
            ProjectSetting.defaults(),
            EMPTY_SCHEMA,
            1,
            StageGraph.DEFAULT,
            1,
            now,
            now);
    List<Map<String, Object>> warnings = new ArrayList<>();
    Project project =
        withStages(
            withSchema(withSettings(bare, body), body, warnings), body, bare.stages(), warnings);
    projects.add(project);
    projects.putMember(key, caller.email(), ProjectRole.MANAGER, now);
    projects.addSchemaRevision(
        key, project.categorySchemaRevision(), project.categorySchema(), now, caller.email());
    projects.addWorkflowRevision(
        key, project.workflowRevision(), project.stages(), now, caller.email());
    return new Saved(project, warnings);
  }

  /** Changes the keys that are present and not null; everything else stays. */
  @Transactional
  Saved update(ProjectAccess access, JsonNode body) {
    Project before = lock(access);
    return update(access, before, body, before.stages());
  }

  private Project lock(ProjectAccess access) {
    return projects
        .findForUpdate(access.projectKey())
        .orElseThrow(() -> KalemException.notFound("Project", access.projectId()));
  }

  /**
   * Makes an earlier workflow the current one, as the next revision.
   *
   * @param moveTasksTo takes the tasks of stages that it does not have; empty: refused then
   * @throws KalemException not found when there is no such revision
   */
  @Transactional
  Saved restoreWorkflow(ProjectAccess access, int revision, String moveTasksTo) {
    Project before = lock(access);
    String earlier = workflowRevision(access.projectKey(), revision);
    ObjectNode body = Json.object().put("moveTasksTo", moveTasksTo);
    body.set("stages", StageSecrets.masked(Json.parse(earlier)));
    return update(access, before, body, earlier);
  }

  /** The workflow as it was at a revision, with sealed secrets. */
  String workflowRevision(int projectKey, int revision) {
    return projects
        .workflowRevision(projectKey, revision)
        .orElseThrow(() -> KalemException.notFound("Workflow revision", String.valueOf(revision)));
  }

  /** The saved versions of a workflow, newest first. */
  Page<WorkflowVersion> workflowVersions(int projectKey, PageRequest page) {
    return new Page<>(
        projects.workflowRevisions(projectKey, page), projects.countWorkflowRevisions(projectKey));
  }

  /** One save of a workflow. */
  record WorkflowVersion(int revision, Instant savedAt, String savedBy, int stages) {}

  /**
   * @param basis the definition that knows the secrets and people that the body only refers to
   */
  private Saved update(ProjectAccess access, Project before, JsonNode body, String basis) {
    StaleRevision.refuse(
        body, "categorySchema", "categorySchemaRevision", before.categorySchemaRevision());
    StaleRevision.refuse(body, "stages", "workflowRevision", before.workflowRevision());
    Instant now = Timestamps.now(clock);
    List<Map<String, Object>> warnings = new ArrayList<>();
    Project after =
        withStages(
            withSchema(withSettings(named(before, body, now), body), body, warnings),
            body,
            basis,
            warnings);
    if (after.workflowRevision() != before.workflowRevision()) {
      vacateRemovedStages(access, before, after, body.path("moveTasksTo").asString(""));
      projects.addWorkflowRevision(
          after.projectKey(), after.workflowRevision(), after.stages(), now, access.email());
    }
    if (after.categorySchemaRevision() != before.categorySchemaRevision()) {
      projects.addSchemaRevision(
          after.projectKey(),
          after.categorySchemaRevision(),
          after.categorySchema(),
          now,
          access.email());
    }
    projects.update(after);
    return new Saved(after, warnings);
  }

  /** Changes settings that another feature looks after; the others stay. */
  @Transactional
  public void configure(ProjectAccess access, ObjectNode settings) {
    update(access, settings);
  }

  /** Projects of an organization in which a setting has a text. */
  public List<Project> withSetting(String organizationId, ProjectSetting setting, String text) {
    return projects.withSetting(organizationId, setting.key(), text);
  }

  /**
   * Changes the category schema, as its next revision; without a change there is none.
   *
   * @param change gets the schema as it is and answers how it is to be
   * @throws KalemException invalid schema, naming what is wrong with the changed one
   */
  @Transactional
  public Project changeSchema(int projectKey, String email, UnaryOperator<JsonNode> change) {
    Project before =
        projects
            .findForUpdate(projectKey)
            .orElseThrow(() -> KalemException.notFound("Project", String.valueOf(projectKey)));
    JsonNode schema = Json.parse(before.categorySchema());
    JsonNode changed = change.apply(schema);
    if (changed.equals(schema)) {
      return before;
    }
    Instant now = Timestamps.now(clock);
    Project after =
        withSchema(
            before.withText(before.name(), before.description(), now),
            Json.object().set("categorySchema", changed),
            new ArrayList<>());
    projects.addSchemaRevision(
        projectKey, after.categorySchemaRevision(), after.categorySchema(), now, email);
    projects.update(after);
    return after;
  }

  @Transactional
  void delete(ProjectAccess access) {
    projects.markDeleted(access.projectKey(), Timestamps.now(clock));
  }

  /** E-mails of those whom a project made its managers. */
  public List<String> managers(int projectKey) {
    return projects.members(projectKey).stream()
        .filter(member -> member.role() == ProjectRole.MANAGER)
        .map(Member::email)
        .toList();
  }

  public List<Member> members(int projectKey) {
    return projects.members(projectKey);
  }

  /** The roles given to the members of a project, by e-mail. */
  public Map<String, ProjectRole> roles(int projectKey) {
    return projects.members(projectKey).stream()
        .collect(Collectors.toMap(Member::email, Member::role));
  }

  /** The roles that count for the caller in some projects, by project key. */
  Map<Integer, ProjectRole> roles(Caller caller, List<Project> listed) {
    Map<Integer, ProjectRole> given =
        projects.rolesOf(caller.email(), listed.stream().map(Project::projectKey).toList());
    Map<Integer, ProjectRole> roles = new HashMap<>();
    for (Project project : listed) {
      Permissions.effectiveRole(caller.role(), Optional.ofNullable(given.get(project.projectKey())))
          .ifPresent(role -> roles.put(project.projectKey(), role));
    }
    return roles;
  }

  /**
   * The role that counts for a person in a project, if any: administrators of the organization are
   * managers everywhere.
   */
  public Optional<ProjectRole> role(Project project, String email) {
    boolean administrator =
        organizations
            .role(project.organizationId(), email)
            .filter(role -> role.includes(OrganizationRole.ADMIN))
            .isPresent();
    return administrator
        ? Optional.of(ProjectRole.MANAGER)
        : projects.members(project.projectKey()).stream()
            .filter(member -> member.email().equals(email))
            .map(Member::role)
            .findFirst();
  }

  private static Project named(Project project, JsonNode body, Instant now) {
    return project.withText(
        isGiven(body, "name") ? name(body.path("name")) : project.name(),
        isGiven(body, "description")
            ? body.path("description").asString("")
            : project.description(),
        now);
  }

  private static Project withSettings(Project project, JsonNode body) {
    ObjectNode settings = project.settings().deepCopy();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!field.getValue().isNull()) {
        ProjectSetting.of(field.getKey())
            .ifPresent(
                setting -> {
                  setting.requireFit(field.getValue());
                  settings.set(field.getKey(), field.getValue());
                });
      }
    }
    return project.withSettings(settings);
  }

  private Project withSchema(Project project, JsonNode body, List<Map<String, Object>> warnings) {
    if (!isGiven(body, "categorySchema")) {
      return project;
    }
    Ontology.Checked checked = ontology.check(body.path("categorySchema"));
    if (!checked.faults().isEmpty()) {
      throw new KalemException(
          ErrorCode.INVALID_SCHEMA,
          "The category schema has "
              + checked.faults().size()
              + " faults: "
              + checked.faults().getFirst().path()
              + ": "
              + checked.faults().getFirst().message(),
          checked.faults().stream().map(Projects::detail).toList(),
          Map.of());
    }
    checked.warnings().stream().map(Projects::detail).forEach(warnings::add);
    return project.withCategorySchema(checked.json());
  }

  private Project withStages(
      Project project, JsonNode body, String basis, List<Map<String, Object>> warnings) {
    if (!isGiven(body, "stages")) {
      return project;
    }
    StageCheck check =
        StageCheck.of(
            body.path("stages"),
            StageGraph.of(basis),
            email -> organizations.role(project.organizationId(), email).isPresent());
    if (!check.faults().isEmpty()) {
      throw new KalemException(
          ErrorCode.INVALID_WORKFLOW,
          "The workflow can not be saved: "
              + check.faults().stream()
                  .map(StageCheck.Finding::message)
                  .collect(Collectors.joining(" ")),
          check.faults().stream().map(Projects::detail).toList(),
          Map.of());
    }
    check.warnings().stream().map(Projects::detail).forEach(warnings::add);
    return project.withStages(secrets.sealed(body.path("stages"), Json.parse(basis)).toString());
  }

  private void vacateRemovedStages(
      ProjectAccess access, Project before, Project after, String moveTasksTo) {
    Set<String> removed = new HashSet<>();
    before.graph().stages().forEach(stage -> removed.add(stage.id()));
    after.graph().stages().forEach(stage -> removed.remove(stage.id()));
    Set<String> occupied = occupancy.occupied(access.projectKey(), removed);
    if (occupied.isEmpty()) {
      return;
    }
    if (after.graph().find(moveTasksTo).isEmpty()) {
      throw new KalemException(
          ErrorCode.CONFLICT,
          "Stages that hold tasks can not be removed: "
              + String.join(", ", occupied)
              + ". Say with moveTasksTo which stage takes the tasks.",
          List.of(),
          Map.of("occupied", List.copyOf(occupied)));
    }
    occupancy.move(after, occupied, moveTasksTo, access.email());
  }

  private static boolean isGiven(JsonNode body, String key) {
    return body.hasNonNull(key);
  }

  private static String name(JsonNode node) {
    String name = node.isString() ? node.asString().trim() : "";
    if (name.isEmpty()) {
      throw KalemException.invalid("name must be a text of at least one character.");
    }
    return name;
  }

  private static String type(JsonNode node) {
    String type = node.isString() && !node.asString().equals("None") ? node.asString() : "ango";
    if (!TYPES.contains(type)) {
      throw KalemException.invalid("type must be ango, pct or iframe, got: " + type + ".");
    }
    return type;
  }

  private static Map<String, Object> detail(Ontology.Finding finding) {
    return Map.of("path", finding.path(), "message", finding.message());
  }

  private static Map<String, Object> detail(StageCheck.Finding finding) {
    return Map.of("stageId", finding.stageId(), "message", finding.message());
  }
}
