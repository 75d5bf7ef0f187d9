package kalem.server.project;

import java.util.Collection;
import java.util.Map;

/** Counts that project pages show. Declared here, implemented by the task feature. */
public interface ProjectNumbers {
  /** Tasks of a project. */
  record Tasks(long total, long completed) {}

  /** Assets of a project that were not deleted. */
  long assets(int projectKey);

  /** Tasks by project key; projects without tasks may be absent. */
  Map<Integer, Tasks> tasks(Collection<Project> projects);
}
