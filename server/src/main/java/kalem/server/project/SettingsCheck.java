package kalem.server.project;

import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import kalem.annotation.agreement.AdjudicationMethod;
import kalem.server.project.stage.Condition;
import kalem.server.project.stage.ConditionReader;
import kalem.server.project.stage.StageSettings.WebhookAuth;
import kalem.server.project.stage.WorkRules.QueueOrder;
import tools.jackson.databind.JsonNode;

/** Checks what the stages of a definition are set to do. */
final class SettingsCheck {
  private static final int MOST_RULES = 100;
  private static final int PERCENT = 100;

  private final BiConsumer<String, String> fault;
  private final BiConsumer<String, String> warning;
  private final Predicate<String> isStage;

  SettingsCheck(
      BiConsumer<String, String> fault,
      BiConsumer<String, String> warning,
      Predicate<String> isStage) {
    this.fault = fault;
    this.warning = warning;
    this.isStage = isStage;
  }

  /** How many rules the conditions of a Logic stage make up. */
  static int rules(JsonNode stage) {
    int last = -1;
    for (JsonNode condition : stage.path("logic").path("conditions")) {
      last = Math.max(last, condition.path("index").asInt(0));
    }
    return last + 1;
  }

  void check(String id, JsonNode stage, StageType type) {
    switch (type) {
      case LABEL, REVIEW -> checkWork(id, stage, type);
      case LOGIC -> checkRules(id, stage);
      case CONSENSUS -> checkConsensus(id, stage.path("consensusConfig"));
      case PLUGIN -> {
        if (stage.path("pluginId").asString("").isEmpty()) {
          warning.accept(id, "No plugin is chosen: tasks stop here.");
        }
      }
      case WEBHOOK -> checkWebhook(id, stage);
      case START, HOLD, COMPLETE, ARCHIVE -> {}
    }
  }

  private void checkWork(String id, JsonNode stage, StageType type) {
    if (isGiven(stage, "queueOrder")
        && QueueOrder.of(stage.path("queueOrder").asString("")).isEmpty()) {
      fault.accept(id, "queueOrder must be priority, fifo, lifo or random.");
    }
    requireWhole(id, stage, "maxAssignedPerUser", 1, Integer.MAX_VALUE);
    requireWhole(id, stage, "lockMinutes", 0, Integer.MAX_VALUE);
    requireWhole(id, stage, "skipAfter", 1, Integer.MAX_VALUE);
    if (isGiven(stage, "skipAfter") && !isStage.test(stage.path("skipTo").asString(""))) {
      fault.accept(id, "skipTo must name the stage where tasks go that were skipped too often.");
    }
    if (type == StageType.REVIEW) {
      requireWhole(id, stage, "sampling", 0, PERCENT);
    }
    for (JsonNode other : stage.path("excludePreviousAssignees")) {
      if (!isStage.test(other.asString(""))) {
        warning.accept(
            id, "excludePreviousAssignees names a stage that does not exist: " + other + ".");
      }
    }
  }

  private void checkRules(String id, JsonNode stage) {
    Set<Integer> indexes = new HashSet<>();
    for (JsonNode condition : stage.path("logic").path("conditions")) {
      JsonNode index = condition.path("index");
      if (!index.isMissingNode()
          && (!index.isIntegralNumber() || index.asInt(-1) < 0 || index.asInt() > MOST_RULES)) {
        fault.accept(id, "index must be a whole number from 0 to " + MOST_RULES + ".");
        return;
      }
      indexes.add(index.asInt(0));
      checkCondition(id, condition);
    }
    for (int rule = 0; rule < rules(stage); rule++) {
      if (!indexes.contains(rule)) {
        fault.accept(id, "Rule " + (rule + 1) + " has no condition.");
      }
    }
  }

  private void checkCondition(String id, JsonNode condition) {
    String type = condition.path("type").asString("");
    JsonNode value = condition.path("value");
    if (type.equals("RandomSample")
        && (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > 1)) {
      fault.accept(id, "A random sample is a number from 0 to 1.");
    } else if (ConditionReader.condition(condition) instanceof Condition.Unknown) {
      warning.accept(id, "This condition is not understood and never matches: " + type + ".");
    } else if (type.equals("VisitCount") && !isStage.test(value.path("stageId").asString(""))) {
      warning.accept(id, "A rule counts visits of a stage that does not exist.");
    }
  }

  private void checkConsensus(String id, JsonNode config) {
    if (isGiven(config, "adjudicationMethod")
        && AdjudicationMethod.ofKey(config.path("adjudicationMethod").asString("")).isEmpty()) {
      fault.accept(
          id,
          "adjudicationMethod must be best, none, majority, merge, union, intersection or last.");
    }
    requireWhole(id, config, "defaultThreshold", 0, PERCENT);
    requireWhole(id, config, "minJudgments", 2, Integer.MAX_VALUE);
    for (Map.Entry<String, JsonNode> entry : config.path("threshold").properties()) {
      if (!entry.getValue().isNumber()
          || entry.getValue().asDouble() < 0
          || entry.getValue().asDouble() > PERCENT) {
        fault.accept(id, "threshold." + entry.getKey() + " must be a number from 0 to 100.");
      }
    }
  }

  private void checkWebhook(String id, JsonNode stage) {
    if (isGiven(stage, "authType")
        && WebhookAuth.of(stage.path("authType").asString("")).isEmpty()) {
      fault.accept(id, "authType must be none, secret or bearer.");
    }
    String onFailure = stage.path("onFailure").asString("");
    if (isGiven(stage, "onFailure") && !Set.of("stay", "forward").contains(onFailure)) {
      fault.accept(id, "onFailure must be stay or forward.");
    }
    if (!isAddress(stage.path("url").asString(""))) {
      warning.accept(id, "The URL does not begin with http:// or https://: tasks stop here.");
    }
  }

  private static boolean isAddress(String url) {
    try {
      URI address = URI.create(url);
      return ("http".equalsIgnoreCase(address.getScheme())
              || "https".equalsIgnoreCase(address.getScheme()))
          && address.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void requireWhole(String id, JsonNode stage, String key, int least, int most) {
    JsonNode value = stage.path(key);
    if (isGiven(stage, key)
        && (!value.isIntegralNumber()
            || !value.canConvertToInt()
            || value.asInt() < least
            || value.asInt() > most)) {
      fault.accept(
          id,
          key
              + " must be a whole number from "
              + least
              + (most == Integer.MAX_VALUE ? " on." : " to " + most + "."));
    }
  }

  private static boolean isGiven(JsonNode stage, String key) {
    return stage.hasNonNull(key);
  }
}
