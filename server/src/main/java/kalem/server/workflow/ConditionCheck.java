package kalem.server.workflow;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.server.kernel.Json;
import kalem.server.project.stage.Comparison;
import kalem.server.project.stage.Condition;
import kalem.server.project.stage.Condition.ClassFilter;
import kalem.server.project.stage.Rule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whether rules of Logic stages match a task (workflow.md 4.7). Pure. */
final class ConditionCheck {
  private static final JsonNodeFactory NODES = Json.MAPPER.getNodeFactory();

  private final TaskFacts facts;
  private final Draw draw;

  ConditionCheck(TaskFacts facts, Draw draw) {
    this.facts = facts;
    this.draw = draw;
  }

  /** The number of the first rule that matches, which is that of Else when none does. */
  int output(List<Rule> rules) {
    for (int rule = 0; rule < rules.size(); rule++) {
      if (matches(rules.get(rule), rule)) {
        return rule;
      }
    }
    return rules.size();
  }

  private boolean matches(Rule rule, int place) {
    List<Condition> conditions = rule.conditions();
    for (int i = 0; i < conditions.size(); i++) {
      if (!holds(conditions.get(i), place + "." + i)) {
        return false;
      }
    }
    return !conditions.isEmpty();
  }

  private boolean holds(Condition condition, String place) {
    return switch (condition) {
      case Condition.AnnotationType(var entries) -> entries.stream().allMatch(this::holds);
      case Condition.Annotator(var emails) ->
          facts.annotators().stream().anyMatch(emails::contains);
      case Condition.RandomSample(double share) -> draw.share(place) < share;
      case Condition.Duration(var from, var to) ->
          facts.activeMillis() >= from.orElse(Long.MIN_VALUE)
              && facts.activeMillis() < to.orElse(Long.MAX_VALUE);
      case Condition.Batch(var ids) -> facts.batchIds().stream().anyMatch(ids::contains);
      case Condition.Consensus(var schemaId, var score) ->
          score.holds(
              schemaId
                  .map(id -> number(facts.classScores().get(id)))
                  .orElseGet(() -> number(facts.consensusAverage())));
      case Condition.Benchmark(var average) -> average.holds(number(facts.benchmarkAverage()));
      case Condition.Issues(var open, var codes) ->
          open.holds(
              NODES.numberNode(
                  facts.openIssues().stream()
                      .filter(issue -> codes.isEmpty() || codes.stream().anyMatch(issue::contains))
                      .count()));
      case Condition.ReviewStatus(var statuses) ->
          statuses.contains(facts.reviewStatus().wireName());
      case Condition.Skipped(var count) -> count.holds(NODES.numberNode(facts.skips()));
      case Condition.Metadata(var path, var value) -> value.holds(found(path));
      case Condition.ExternalId(var value) -> value.holds(NODES.stringNode(facts.externalId()));
      case Condition.VisitCount(var stageId, var count) ->
          count.holds(NODES.numberNode(facts.visits().getOrDefault(stageId, 0)));
      case Condition.Priority(var value) -> value.holds(NODES.numberNode(facts.priority()));
      case Condition.Unknown unknown -> false;
    };
  }

  private boolean holds(Condition.ClassRule rule) {
    List<? extends Entry> entries =
        switch (rule.part()) {
          case TOOLS -> facts.answer().tools();
          case CLASSIFICATIONS -> facts.answer().classifications();
          case RELATIONS -> facts.answer().relations();
        };
    List<? extends Entry> ofClass =
        entries.stream().filter(entry -> entry.schemaId().equals(rule.schemaId())).toList();
    return rule.filters().isEmpty()
        ? !ofClass.isEmpty()
        : rule.filters().stream().allMatch(filter -> holds(filter, ofClass));
  }

  private static boolean holds(ClassFilter filter, List<? extends Entry> entries) {
    return switch (filter) {
      case ClassFilter.Exists exists -> !entries.isEmpty();
      case ClassFilter.NotExists notExists -> entries.isEmpty();
      case ClassFilter.Count(var comparisons) ->
          holds(comparisons, NODES.numberNode(objects(entries)));
      case ClassFilter.Answered(var comparisons) ->
          entries.isEmpty()
              ? holds(comparisons, NODES.missingNode())
              : answers(entries).anyMatch(answer -> holds(comparisons, answer));
      case ClassFilter.Unknown unknown -> false;
    };
  }

  /** A tracked object on many frames is one. */
  private static long objects(List<? extends Entry> entries) {
    return entries.stream().map(Entry::objectId).distinct().count();
  }

  private static Stream<JsonNode> answers(List<? extends Entry> entries) {
    return entries.stream()
        .map(
            entry ->
                entry instanceof ClassificationAnswer answered
                    ? node(answered.answer())
                    : NODES.missingNode());
  }

  private static JsonNode node(AnswerValue value) {
    return switch (value) {
      case AnswerValue.Single(String text) -> NODES.stringNode(text);
      case AnswerValue.Several(var texts) -> Json.MAPPER.valueToTree(texts);
      case AnswerValue.YesOrNo(boolean yes) -> NODES.booleanNode(yes);
      case AnswerValue.Verbatim(var json) -> Json.parse(json.text());
    };
  }

  private static boolean holds(List<Comparison> comparisons, JsonNode actual) {
    return comparisons.stream().allMatch(comparison -> comparison.holds(actual));
  }

  private JsonNode found(String path) {
    JsonNode inMetadata = at(facts.metadata(), path);
    return inMetadata.isMissingNode() ? at(facts.contextData(), path) : inMetadata;
  }

  private static JsonNode at(JsonNode node, String path) {
    JsonNode found = node;
    for (String key : path.split("\\.", -1)) {
      found = found.path(key);
    }
    return found;
  }

  private static JsonNode number(OptionalInt value) {
    return value.isPresent() ? NODES.numberNode(value.getAsInt()) : NODES.missingNode();
  }

  private static JsonNode number(OptionalDouble value) {
    return value.isPresent() ? NODES.numberNode(value.getAsDouble()) : NODES.missingNode();
  }

  private static JsonNode number(@org.jspecify.annotations.Nullable Integer value) {
    return value == null ? NODES.missingNode() : NODES.numberNode(value.intValue());
  }
}
