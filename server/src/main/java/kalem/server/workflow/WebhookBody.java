package kalem.server.workflow;

import java.io.IOException;
import java.util.Optional;
import kalem.server.project.Project;

/** The body of a message about a task. Declared here, implemented by the export. */
public interface WebhookBody {
  /**
   * One asset object in the form of an export, with batch ids in {@code batches} and their names in
   * {@code batchNames}.
   *
   * @param compactHistory earlier visits come without their labels
   * @return JSON text; empty when the task is gone
   */
  Optional<String> of(Project project, String taskId, boolean compactHistory) throws IOException;
}
