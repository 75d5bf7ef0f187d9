package kalem.server.task;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import kalem.server.project.Project;
import kalem.server.project.ProjectNumbers;
import kalem.server.project.StageOccupancy;
import org.springframework.stereotype.Component;

@Component
class TaskNumbers implements ProjectNumbers, StageOccupancy {
  @Override
  public long assets(int projectKey) {
    return 0;
  }

  @Override
  public Map<Integer, Tasks> tasks(Collection<Project> projects) {
    return Map.of();
  }

  @Override
  public Set<String> occupied(int projectKey, Collection<String> stageIds) {
    return Set.of();
  }

  @Override
  public void move(int projectKey, Collection<String> from, String to, String email) {}
}
