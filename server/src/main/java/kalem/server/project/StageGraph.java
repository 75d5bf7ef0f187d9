package kalem.server.project;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import kalem.server.kernel.Json;
import kalem.server.project.stage.SettingsReader;
import tools.jackson.databind.JsonNode;

/**
 * The workflow of a project as the engine reads it: stages by id, in the order of the definition.
 */
public final class StageGraph {
  /** Start → Label → Complete with Auto Forward, the workflow of a new project. */
  public static final String DEFAULT =
      """
      [{"id":"Start","type":"Start","name":"Start","position":{"x":0,"y":0},"next":["Label"],"autoForward":true},\
      {"id":"Label","type":"Label","name":"Label","position":{"x":260,"y":0},"next":["Complete"],"assignedTo":[]},\
      {"id":"Complete","type":"Complete","name":"Complete","position":{"x":520,"y":0},"next":[],"preventRequeue":false}]\
      """;

  private final Map<String, Stage> stages;

  private StageGraph(Map<String, Stage> stages) {
    this.stages = stages;
  }

  /** Reads a definition that passed {@link StageCheck}. */
  public static StageGraph of(String json) {
    return of(Json.parse(json));
  }

  static StageGraph of(JsonNode definition) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    for (JsonNode node : definition) {
      Stage stage = stage(node);
      stages.put(stage.id(), stage);
    }
    return new StageGraph(stages);
  }

  public List<Stage> stages() {
    return List.copyOf(stages.values());
  }

  /**
   * The stages in the order in which tasks reach them, the ends last; the definition may list them
   * in any.
   */
  public List<Stage> inOrder() {
    Set<Stage> reached = new LinkedHashSet<>();
    Queue<Stage> ahead = new ArrayDeque<>(List.of(start()));
    while (!ahead.isEmpty()) {
      Stage stage = ahead.remove();
      if (reached.add(stage)) {
        ahead.addAll(children(stage.id()));
        stage.next().forEach(id -> find(id).ifPresent(ahead::add));
      }
    }
    reached.addAll(stages.values());
    return reached.stream()
        .sorted(Comparator.comparing(stage -> stage.type() == StageType.COMPLETE))
        .toList();
  }

  public Optional<Stage> find(String id) {
    return Optional.ofNullable(stages.get(id));
  }

  /** A stage by id or, failing that, by its exact name: API filters take both. */
  public Optional<Stage> findByIdOrName(String text) {
    return find(text)
        .or(() -> stages.values().stream().filter(s -> s.name().equals(text)).findFirst());
  }

  /** Where every task begins. */
  public Stage start() {
    return stages.values().stream()
        .filter(stage -> stage.type() == StageType.START)
        .findFirst()
        .orElseThrow();
  }

  /** The judgments of a Consensus stage, in the order of the definition. */
  public List<Stage> children(String consensusId) {
    return stages.values().stream()
        .filter(stage -> stage.consensusId().filter(consensusId::equals).isPresent())
        .toList();
  }

  /** Ids of the stages of a type. */
  public List<String> ids(StageType type) {
    return stages.values().stream().filter(stage -> stage.type() == type).map(Stage::id).toList();
  }

  /** Stages of a type that a person with this e-mail may work on. */
  public List<Stage> workable(StageType type, String email) {
    return stages.values().stream()
        .filter(stage -> stage.type() == type && stage.admits(email))
        .toList();
  }

  private static Stage stage(JsonNode node) {
    StageType type = StageType.of(node.path("type").asString("")).orElse(StageType.HOLD);
    return new Stage(
        node.path("id").asString(""),
        node.path("name").asString(""),
        // Places count: what is connected to no output keeps its place as an empty text.
        node.path("next").valueStream().map(next -> next.asString("")).toList(),
        node.path("assignedTo")
            .valueStream()
            .filter(JsonNode::isString)
            .map(email -> email.asString().toLowerCase(Locale.ROOT))
            .toList(),
        Optional.of(node.path("consensusId").asString("")).filter(id -> !id.isEmpty()),
        SettingsReader.read(type, node));
  }
}
