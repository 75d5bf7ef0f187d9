package kalem.server.importing;

import java.util.List;
import kalem.server.access.ProjectAccess;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Labels that come with new assets, read and stored like those of a label import. */
@Component
class StoredPreLabels implements PreLabels {
  private final LabelImport labels;

  StoredPreLabels(LabelImport labels) {
    this.labels = labels;
  }

  @Override
  public List<String> apply(ProjectAccess access, String taskId, JsonNode item) {
    return labels.giveFirst(access, taskId, item).problems().stream()
        .map(problem -> problem.path() + ": " + problem.message())
        .toList();
  }
}
