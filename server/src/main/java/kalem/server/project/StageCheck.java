package kalem.server.project;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Checks a workflow definition before it is saved (workflow.md 4.3): all faults at once, and the
 * warnings that do not refuse it.
 */
final class StageCheck {
  private static final int MOST_CHILDREN = 10;
  private static final int LEAST_CHILDREN = 2;

  /** A fault or warning; {@code stageId} is empty when it concerns the whole. */
  record Finding(String stageId, String message) {}

  private final StageGraph before;
  private final Predicate<String> isMember;
  private final List<Finding> faults = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();
  private final Map<String, JsonNode> stages = new LinkedHashMap<>();
  private final SettingsCheck settings =
      new SettingsCheck(this::fault, this::warning, stages::containsKey);

  private StageCheck(StageGraph before, Predicate<String> isMember) {
    this.before = before;
    this.isMember = isMember;
  }

  /**
   * @param before the workflow as it was saved last; people who left since then refuse no change
   * @param isMember whether an e-mail belongs to a member of the organization
   */
  static StageCheck of(JsonNode definition, StageGraph before, Predicate<String> isMember) {
    StageCheck check = new StageCheck(before, isMember);
    check.run(definition);
    return check;
  }

  List<Finding> faults() {
    return List.copyOf(faults);
  }

  List<Finding> warnings() {
    return List.copyOf(warnings);
  }

  private void run(JsonNode definition) {
    if (!definition.isArray()) {
      fault("", "stages must be a list.");
      return;
    }
    definition.forEach(this::collect);
    requireOne(StageType.START);
    requireOne(StageType.COMPLETE);
    stages.forEach(this::checkStage);
    if (faults.isEmpty()) {
      warnOfUnreachable();
      warnOfLoopsWithoutPeople();
    }
  }

  private void collect(JsonNode stage) {
    String id = stage.path("id").asString("");
    if (id.isEmpty()) {
      fault("", "Every stage needs an id.");
    } else if (stages.putIfAbsent(id, stage) != null) {
      fault(id, "Two stages have the id " + id + ".");
    }
  }

  private void requireOne(StageType type) {
    long count = stages.values().stream().filter(stage -> isType(stage, type)).count();
    if (count != 1) {
      fault(
          "",
          "A workflow has exactly one " + type.wireName() + " stage, this one has " + count + ".");
    }
  }

  private void checkStage(String id, JsonNode stage) {
    Optional<StageType> type = StageType.of(stage.path("type").asString(""));
    if (type.isEmpty()) {
      fault(id, "Unknown stage type: " + stage.path("type").asString("none") + ".");
      return;
    }
    if (stage.path("name").asString("").isBlank()) {
      fault(id, "The stage needs a name.");
    }
    checkOutputs(id, stage, type.get());
    checkAssignees(id, stage);
    checkParent(id, stage);
    settings.check(id, stage, type.get());
    if (type.get() == StageType.CONSENSUS) {
      checkChildren(id);
    }
  }

  private void checkOutputs(String id, JsonNode stage, StageType type) {
    JsonNode next = stage.path("next");
    boolean open = false;
    for (JsonNode target : next) {
      String to = target.asString("");
      open |= to.isEmpty();
      if (!to.isEmpty() && !stages.containsKey(to)) {
        fault(id, "An output leads to a stage that does not exist: " + to + ".");
      } else if (isChild(to) && !isChild(id)) {
        fault(id, "An output leads into a consensus. Connect it to the Consensus stage itself.");
      }
    }
    int wanted = type == StageType.LOGIC ? SettingsCheck.rules(stage) + 1 : type.outputs();
    boolean exact =
        type == StageType.REVIEW || type == StageType.CONSENSUS || type == StageType.LOGIC;
    if (next.size() > wanted || (exact && next.size() != wanted)) {
      fault(
          id,
          type.wireName()
              + " stages have "
              + wanted
              + " outputs, this one has "
              + next.size()
              + ".");
    } else if (open || next.size() < wanted) {
      warning(id, "Nothing is connected to an output: tasks stop here.");
    }
  }

  private void checkAssignees(String id, JsonNode stage) {
    for (JsonNode assignee : stage.path("assignedTo")) {
      String email = assignee.asString("").toLowerCase(java.util.Locale.ROOT);
      if (!isMember.test(email)) {
        if (stoodBefore(id, email)) {
          warning(id, email + " is no member of the organization any more.");
        } else {
          fault(id, email + " is no member of the organization.");
        }
      }
    }
  }

  private boolean stoodBefore(String id, String email) {
    return before.find(id).filter(stage -> stage.assignedTo().contains(email)).isPresent();
  }

  private void checkParent(String id, JsonNode stage) {
    String parent = stage.path("consensusId").asString("");
    if (!parent.isEmpty()
        && Optional.ofNullable(stages.get(parent))
            .filter(found -> isType(found, StageType.CONSENSUS))
            .isEmpty()) {
      fault(id, "consensusId names no Consensus stage: " + parent + ".");
    }
  }

  private boolean isChild(String id) {
    JsonNode stage = stages.get(id);
    return stage != null && !stage.path("consensusId").asString("").isEmpty();
  }

  private void checkChildren(String consensus) {
    List<JsonNode> children =
        stages.values().stream()
            .filter(stage -> stage.path("consensusId").asString("").equals(consensus))
            .toList();
    if (children.size() < LEAST_CHILDREN || children.size() > MOST_CHILDREN) {
      fault(consensus, "A consensus has 2 to 10 children, this one has " + children.size() + ".");
    }
    for (JsonNode child : children) {
      if (!isType(child, StageType.LABEL) && !isType(child, StageType.PLUGIN)) {
        fault(child.path("id").asString(""), "Children of a consensus are Label or Plugin stages.");
      }
      if (child.path("next").size() != 1
          || !child.path("next").get(0).asString("").equals(consensus)) {
        fault(child.path("id").asString(""), "A child of a consensus leads back to it.");
      }
    }
  }

  private void warnOfUnreachable() {
    Set<String> reached = new HashSet<>();
    stages.values().stream()
        .filter(stage -> isType(stage, StageType.START))
        .forEach(start -> reach(start.path("id").asString(""), reached));
    for (Map.Entry<String, JsonNode> stage : stages.entrySet()) {
      boolean child = !stage.getValue().path("consensusId").asString("").isEmpty();
      if (!child && !reached.contains(stage.getKey())) {
        warning(stage.getKey(), "No task can reach this stage.");
      }
    }
  }

  /** A task that never meets a person may go round for ever. */
  private void warnOfLoopsWithoutPeople() {
    for (Map.Entry<String, JsonNode> stage : stages.entrySet()) {
      String id = stage.getKey();
      Set<String> met = new HashSet<>();
      stage.getValue().path("next").forEach(next -> followAutomatic(next.asString(""), met));
      if (isAutomatic(id) && met.contains(id)) {
        warning(id, "This stage is part of a loop in which no person takes part.");
      }
    }
  }

  private void followAutomatic(String id, Set<String> met) {
    JsonNode stage = stages.get(id);
    if (stage != null && isAutomatic(id) && met.add(id)) {
      stage.path("next").forEach(next -> followAutomatic(next.asString(""), met));
    }
  }

  private boolean isAutomatic(String id) {
    StageType type =
        Optional.ofNullable(stages.get(id))
            .flatMap(stage -> StageType.of(stage.path("type").asString("")))
            .orElse(StageType.HOLD);
    return !type.waitsForPeople()
        && (type != StageType.CONSENSUS
            || stages.values().stream()
                .filter(child -> child.path("consensusId").asString("").equals(id))
                .noneMatch(child -> isType(child, StageType.LABEL)));
  }

  private void reach(String id, Set<String> reached) {
    JsonNode stage = stages.get(id);
    if (stage != null && reached.add(id)) {
      stage.path("next").forEach(next -> reach(next.asString(""), reached));
    }
  }

  private static boolean isType(JsonNode stage, StageType type) {
    return stage.path("type").asString("").equals(type.wireName());
  }

  private void fault(String stageId, String message) {
    faults.add(new Finding(stageId, message));
  }

  private void warning(String stageId, String message) {
    warnings.add(new Finding(stageId, message));
  }
}
