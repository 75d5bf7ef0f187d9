package kalem.server.importing.labels;

import java.time.Instant;
import kalem.annotation.ontology.CategorySchema;
import kalem.server.project.Project;

/**
 * What stays the same from the first to the last item of an import.
 *
 * @param importId marks the tasks it labels
 * @param schema the project's category schema, ready for use
 * @param email of who imports
 * @param now the time all its labels carry; their tasks change later, as they are labeled
 * @param isDryRun nothing is to be written
 * @param isByFileName external ids are names of files
 */
record ImportRun(
    String importId,
    Project project,
    CategorySchema schema,
    ImportOptions options,
    String email,
    Instant now,
    boolean isDryRun,
    boolean isByFileName) {

  int projectKey() {
    return project.projectKey();
  }

  ImportRun asDryRun() {
    return new ImportRun(importId, project, schema, options, email, now, true, isByFileName);
  }
}
