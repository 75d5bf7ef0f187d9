package kalem.server.annotation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.SchemaChange;
import kalem.annotation.ontology.CategorySchema;
import kalem.server.kernel.Json;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.stereotype.Component;

/** Category schemas ready for use. A revision never changes, so it can be kept. */
@Component
class SchemaCache {
  private static final int MOST = 200;

  private record Key(int projectKey, int revision) {}

  private final Projects projects;
  private final Map<Key, CategorySchema> schemas =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CategorySchema> eldest) {
          return size() > MOST;
        }
      };

  SchemaCache(Projects projects) {
    this.projects = projects;
  }

  CategorySchema current(Project project) {
    return get(
        new Key(project.projectKey(), project.categorySchemaRevision()), project.categorySchema());
  }

  /** The schema as it was at a revision. */
  CategorySchema at(Project project, int revision) {
    if (revision == project.categorySchemaRevision()) {
      return current(project);
    }
    return get(
        new Key(project.projectKey(), revision),
        projects.schemaRevision(project.projectKey(), revision).orElse(project.categorySchema()));
  }

  /**
   * How names written under a revision become today's; empty where nothing is named differently.
   */
  Optional<SchemaChange> change(Project project, int revision) {
    if (revision == project.categorySchemaRevision()) {
      return Optional.empty();
    }
    return Optional.of(new SchemaChange(at(project, revision), current(project)))
        .filter(SchemaChange::renames);
  }

  private CategorySchema get(Key key, String json) {
    synchronized (schemas) {
      CategorySchema known = schemas.get(key);
      if (known != null) {
        return known;
      }
    }
    CategorySchema read = CategorySchema.of(Json.parse(json));
    synchronized (schemas) {
      schemas.put(key, read);
    }
    return read;
  }
}
