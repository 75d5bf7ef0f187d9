package kalem.server.task;

import java.util.Collection;
import java.util.Map;
import kalem.server.kernel.StreamedJson;
import kalem.server.project.Project;

/** The labels of tasks. Declared here, implemented by the annotation feature. */
public interface TaskAnswers {
  /**
   * Texts of answers by id, in today's names of the project's category schema; ids that are unknown
   * are absent. Each can be written once.
   */
  Map<String, StreamedJson> texts(Project project, Collection<String> answerIds);

  /** Permanent URLs of the masks of an answer, by the keys that the API has for them. */
  Map<String, String> masks(Project project, String answerId);
}
