package kalem.server.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;

/** Today's names of stages, and the last known ones of stages that were deleted. */
final class StageNames {
  /** Looks a deleted stage up in earlier workflows. */
  interface Archive {
    Optional<String> lastName(String stageId);
  }

  private final StageGraph graph;
  private final Archive archive;
  private final Map<String, Optional<String>> deleted = new HashMap<>();

  StageNames(StageGraph graph, Archive archive) {
    this.graph = graph;
    this.archive = archive;
  }

  boolean isDeleted(String stageId) {
    return graph.find(stageId).isEmpty();
  }

  String of(String stageId, String otherwise) {
    return graph
        .find(stageId)
        .map(Stage::name)
        .or(() -> deleted.computeIfAbsent(stageId, archive::lastName))
        .orElse(otherwise);
  }
}
