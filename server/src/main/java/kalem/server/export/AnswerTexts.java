package kalem.server.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.SchemaChange;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.server.kernel.Json;
import kalem.server.project.Project;
import kalem.server.project.Projects;

/**
 * Texts of answers with today's names. A stored text is copied as it is, unless it was written
 * under a revision of the category schema that named things differently. Made for one export.
 */
final class AnswerTexts {
  private static final String NONE = Answer.EMPTY.json();

  private final Projects projects;
  private final Project project;
  private final CategorySchema today;

  /** By revision; empty where the names are today's. */
  private final Map<Integer, Optional<SchemaChange>> changes = new HashMap<>();

  AnswerTexts(Projects projects, Project project) {
    this.projects = projects;
    this.project = project;
    this.today = CategorySchema.of(Json.parse(project.categorySchema()));
  }

  String none() {
    return NONE;
  }

  String render(String body, int schemaRevision) {
    return changes
        .computeIfAbsent(schemaRevision, this::change)
        .map(change -> change.render(Answer.parse(body)).json())
        .orElse(body);
  }

  private Optional<SchemaChange> change(int revision) {
    return revision == project.categorySchemaRevision()
        ? Optional.empty()
        : projects
            .schemaRevision(project.projectKey(), revision)
            .map(json -> CategorySchema.of(Json.parse(json)))
            .filter(before -> !namesTheSame(before))
            .map(before -> new SchemaChange(before, today));
  }

  /** Classes that exist no more keep their old names anyway. */
  private boolean namesTheSame(CategorySchema before) {
    return before
        .all()
        .allMatch(
            old -> today.find(old.schemaId()).map(now -> namesTheSame(old, now)).orElse(true));
  }

  private static boolean namesTheSame(SchemaClass before, SchemaClass now) {
    return before.kind() == now.kind()
        && before.title().equals(now.title())
        && before.options().equals(now.options());
  }
}
