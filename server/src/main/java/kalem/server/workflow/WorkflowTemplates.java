package kalem.server.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import kalem.server.project.Projects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Workflows to begin with: a gallery that comes along, and what an organization saved of its own.
 */
@Service
class WorkflowTemplates {
  private static final List<Template> GALLERY = gallery();

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Batches batches;
  private final Ids ids;
  private final InstantSource clock;

  WorkflowTemplates(
      JdbcClient jdbc, Projects projects, Batches batches, Ids ids, InstantSource clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.batches = batches;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @param builtIn whether it comes with Kalem
   */
  record Template(String id, String name, String description, boolean builtIn, JsonNode stages) {}

  /** The gallery first, then those of the organization by name. */
  List<Template> list(Caller caller) {
    List<Template> all = new ArrayList<>(GALLERY);
    all.addAll(
        jdbc.sql("select * from workflow_template where organization_id = ? order by name, id")
            .param(caller.organizationId())
            .query(
                (row, number) ->
                    new Template(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("description"),
                        false,
                        Json.parse(row.getString("stages"))))
            .list());
    return all;
  }

  /**
   * Saves a project's workflow for others of the organization: without secrets, and with batches by
   * name. One of the same name is replaced.
   */
  @Transactional
  Template save(ProjectAccess access, String name, String description) {
    if (name.isBlank()) {
      throw KalemException.invalid("name must be a text of at least one character.");
    }
    Map<String, String> names = batches.names(access.projectKey());
    JsonNode stages = projects.get(access).shownStages();
    for (JsonNode node : stages) {
      if (node instanceof ObjectNode stage) {
        stage.remove("secret");
      }
    }
    WorkflowTransfer.mapBatches(stages, id -> names.getOrDefault(id, id));
    String id =
        jdbc.sql(
                """
                insert into workflow_template
                  (id, organization_id, name, description, stages, created_at, created_by)
                values (?, ?, ?, ?, ?::json, ?, ?)
                on conflict (organization_id, name) do update set
                  description = excluded.description, stages = excluded.stages,
                  created_at = excluded.created_at, created_by = excluded.created_by
                returning id
                """)
            .params(
                ids.next(0),
                access.caller().organizationId(),
                name.trim(),
                description,
                stages.toString(),
                Timestamp.from(Timestamps.now(clock)),
                access.email())
            .query((row, number) -> row.getString("id"))
            .single();
    return new Template(id, name.trim(), description, false, stages);
  }

  /**
   * @throws KalemException not found when the organization has no such template
   */
  @Transactional
  void remove(Caller caller, String id) {
    int removed =
        jdbc.sql("delete from workflow_template where id = ? and organization_id = ?")
            .params(id, caller.organizationId())
            .update();
    if (removed == 0) {
      throw KalemException.notFound("Workflow template", id);
    }
  }

  private static List<Template> gallery() {
    try (InputStream content =
        Objects.requireNonNull(
            WorkflowTemplates.class.getResourceAsStream("/workflows/templates.json"))) {
      List<Template> templates = new ArrayList<>();
      for (JsonNode node : Json.MAPPER.readTree(content)) {
        templates.add(
            new Template(
                node.path("key").asString(""),
                node.path("name").asString(""),
                node.path("description").asString(""),
                true,
                node.path("stages")));
      }
      return List.copyOf(templates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
