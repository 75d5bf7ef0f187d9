package kalem.server.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Json;
import kalem.server.kernel.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

/** Projects, their members and the revisions of their schema and workflow. */
@Repository
class ProjectStore {
  /** Names the advisory locks of this purpose. */
  private static final int WORKFLOW_LOCK = 1;

  private final JdbcClient jdbc;

  ProjectStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What the gate needs to know, in one query. */
  record Entry(
      String projectId,
      int projectKey,
      String organizationId,
      Optional<ProjectRole> role,
      boolean deleted) {}

  /** One member with the role in the project. */
  record Member(String email, ProjectRole role) {}

  int nextProjectKey() {
    return jdbc.sql("select nextval('project_key')").query(Integer.class).single();
  }

  void add(Project project) {
    jdbc.sql(
            """
            insert into project (id, project_key, organization_id, name, description, type,
              owner_email, owner_account_id, settings, category_schema, category_schema_revision,
              stages, workflow_revision, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?, ?::json, ?, ?, ?)
            """)
        .params(
            project.id(),
            project.projectKey(),
            project.organizationId(),
            project.name(),
            project.description(),
            project.type(),
            project.ownerEmail(),
            project.ownerAccountId(),
            Json.write(project.settings()),
            project.categorySchema(),
            project.categorySchemaRevision(),
            project.stages(),
            project.workflowRevision(),
            Timestamp.from(project.createdAt()),
            Timestamp.from(project.updatedAt()))
        .update();
  }

  Optional<Project> find(int projectKey) {
    return jdbc.sql("select * from project where project_key = ? and deleted_at is null")
        .param(projectKey)
        .query((row, number) -> project(row))
        .optional();
  }

  /**
   * Until the transaction ends, the workflow does not change under tasks that are being moved; any
   * number of moves go on side by side.
   */
  void holdStill(int projectKey) {
    jdbc.sql("select pg_advisory_xact_lock_shared(?, ?)")
        .params(WORKFLOW_LOCK, projectKey)
        .query((row, number) -> true)
        .single();
  }

  /** The project, locked against other changes of it and against moves of its tasks. */
  Optional<Project> findForUpdate(int projectKey) {
    jdbc.sql("select pg_advisory_xact_lock(?, ?)")
        .params(WORKFLOW_LOCK, projectKey)
        .query((row, number) -> true)
        .single();
    return jdbc.sql("select * from project where project_key = ? and deleted_at is null for update")
        .param(projectKey)
        .query((row, number) -> project(row))
        .optional();
  }

  void update(Project project) {
    jdbc.sql(
            """
            update project set name = ?, description = ?, settings = ?::json,
              category_schema = ?::json, category_schema_revision = ?, stages = ?::json,
              workflow_revision = ?, updated_at = ?
            where project_key = ?
            """)
        .params(
            project.name(),
            project.description(),
            Json.write(project.settings()),
            project.categorySchema(),
            project.categorySchemaRevision(),
            project.stages(),
            project.workflowRevision(),
            Timestamp.from(project.updatedAt()),
            project.projectKey())
        .update();
  }

  void addSchemaRevision(int projectKey, int revision, String content, Instant now, String email) {
    addRevision("category_schema_revision", projectKey, revision, content, now, email);
  }

  void addWorkflowRevision(
      int projectKey, int revision, String content, Instant now, String email) {
    addRevision("workflow_revision", projectKey, revision, content, now, email);
  }

  private void addRevision(
      String table, int projectKey, int revision, String content, Instant now, String email) {
    jdbc.sql(
            "insert into "
                + table
                + " (project_key, revision, content, created_at, created_by) values (?, ?, ?::json,"
                + " ?, ?)")
        .params(projectKey, revision, content, Timestamp.from(now), email)
        .update();
  }

  Optional<String> schemaRevision(int projectKey, int revision) {
    return jdbc.sql(
            "select content from category_schema_revision where project_key = ? and revision = ?")
        .params(projectKey, revision)
        .query(String.class)
        .optional();
  }

  Optional<String> workflowRevision(int projectKey, int revision) {
    return jdbc.sql("select content from workflow_revision where project_key = ? and revision = ?")
        .params(projectKey, revision)
        .query(String.class)
        .optional();
  }

  List<Projects.WorkflowVersion> workflowRevisions(int projectKey, PageRequest page) {
    return jdbc.sql(
            """
            select revision, created_at, created_by, json_array_length(content) as stages
            from workflow_revision where project_key = ? order by revision desc offset ? limit ?
            """)
        .params(projectKey, page.offset(), page.limit())
        .query(
            (row, number) ->
                new Projects.WorkflowVersion(
                    row.getInt("revision"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getString("created_by"),
                    row.getInt("stages")))
        .list();
  }

  long countWorkflowRevisions(int projectKey) {
    return jdbc.sql("select count(*) from workflow_revision where project_key = ?")
        .param(projectKey)
        .query(Long.class)
        .single();
  }

  void markDeleted(int projectKey, Instant now) {
    jdbc.sql("update project set deleted_at = ? where project_key = ?")
        .params(Timestamp.from(now), projectKey)
        .update();
  }

  Optional<Entry> entry(String projectId, String email) {
    return entry("p.id = ?", projectId, email);
  }

  Optional<Entry> entry(int projectKey, String email) {
    return entry("p.project_key = ?", projectKey, email);
  }

  private Optional<Entry> entry(String condition, Object value, String email) {
    return jdbc.sql(
            """
            select p.id, p.project_key, p.organization_id, p.deleted_at, m.role from project p
            left join project_member m on m.project_key = p.project_key and m.email = ?
            where
            """
                + condition)
        .params(email, value)
        .query(
            (row, number) ->
                new Entry(
                    row.getString("id"),
                    row.getInt("project_key"),
                    row.getString("organization_id"),
                    Optional.ofNullable(row.getString("role")).map(ProjectRole::valueOf),
                    row.getTimestamp("deleted_at") != null))
        .optional();
  }

  /** Not deleted ones in which a setting has a text. */
  List<Project> withSetting(String organizationId, String key, String text) {
    return jdbc.sql(
            """
            select * from project where organization_id = ? and deleted_at is null
              and settings ->> ? = ? order by name, id
            """)
        .params(organizationId, key, text)
        .query((row, number) -> project(row))
        .list();
  }

  /** The projects the caller may see; {@code orderBy} comes from a closed list. */
  List<Project> list(Caller caller, String search, String orderBy, PageRequest page) {
    return jdbc.sql(
            "select p.* from project p where "
                + visible(caller)
                + " order by "
                + orderBy
                + " offset :offset limit :limit")
        .param("organization", caller.organizationId())
        .param("email", caller.email())
        .param("search", search)
        .param("offset", page.offset())
        .param("limit", page.limit())
        .query((row, number) -> project(row))
        .list();
  }

  long count(Caller caller, String search) {
    return jdbc.sql("select count(*) from project p where " + visible(caller))
        .param("organization", caller.organizationId())
        .param("email", caller.email())
        .param("search", search)
        .query(Long.class)
        .single();
  }

  private static String visible(Caller caller) {
    String all =
        "p.organization_id = :organization and p.deleted_at is null and position(:search in"
            + " lower(p.name)) > 0";
    return caller.role().includes(OrganizationRole.ADMIN)
        ? all + " and :email::text is not null"
        : all
            + " and exists (select 1 from project_member m where m.project_key = p.project_key and"
            + " m.email = :email)";
  }

  List<Member> members(int projectKey) {
    return jdbc.sql(
            "select email, role from project_member where project_key = ? order by created_at,"
                + " email")
        .param(projectKey)
        .query(
            (row, number) ->
                new Member(row.getString("email"), ProjectRole.valueOf(row.getString("role"))))
        .list();
  }

  /** The roles one person was given in some projects, by project key. */
  Map<Integer, ProjectRole> rolesOf(String email, Collection<Integer> projectKeys) {
    Map<Integer, ProjectRole> roles = new HashMap<>();
    jdbc.sql(
            "select project_key, role from project_member where email = ? and project_key = any(?)")
        .params(email, projectKeys.toArray(Integer[]::new))
        .query(
            row -> {
              roles.put(row.getInt("project_key"), ProjectRole.valueOf(row.getString("role")));
            });
    return roles;
  }

  /** The roles one person was given in projects of an organization. */
  List<ProjectRole> rolesIn(String organizationId, String email) {
    return jdbc.sql(
            """
            select distinct m.role from project_member m
            join project p on p.project_key = m.project_key
            where p.organization_id = ? and p.deleted_at is null and m.email = ?
            """)
        .params(organizationId, email)
        .query((row, number) -> ProjectRole.valueOf(row.getString("role")))
        .list();
  }

  void putMember(int projectKey, String email, ProjectRole role, Instant now) {
    jdbc.sql(
            """
            insert into project_member (project_key, email, role, created_at) values (?, ?, ?, ?)
            on conflict (project_key, email) do update set role = excluded.role
            """)
        .params(projectKey, email, role.name(), Timestamp.from(now))
        .update();
  }

  boolean removeMember(int projectKey, String email) {
    return jdbc.sql("delete from project_member where project_key = ? and email = ?")
            .params(projectKey, email)
            .update()
        == 1;
  }

  /**
   * Keys of the organization's projects in which the person has a role or is named by a stage. In
   * order, so that two who lock them one by one never wait for each other.
   */
  List<Integer> projectsNaming(String organizationId, String email) {
    return jdbc.sql(
            """
            select p.project_key from project p
            where p.organization_id = :organization and (
              position(:email in lower(p.stages::text)) > 0
              or exists (select 1 from project_member m
                where m.project_key = p.project_key and m.email = :email))
            order by p.project_key
            """)
        .param("organization", organizationId)
        .param("email", email)
        .query((row, number) -> row.getInt("project_key"))
        .list();
  }

  private static Project project(ResultSet row) throws SQLException {
    return new Project(
        row.getString("id"),
        row.getInt("project_key"),
        row.getString("organization_id"),
        row.getString("name"),
        row.getString("description"),
        row.getString("type"),
        row.getString("owner_email"),
        row.getString("owner_account_id"),
        (ObjectNode) Json.parse(row.getString("settings")),
        row.getString("category_schema"),
        row.getInt("category_schema_revision"),
        row.getString("stages"),
        row.getInt("workflow_revision"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant());
  }
}
