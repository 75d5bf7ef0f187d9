package kalem.server.project.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import kalem.server.kernel.Json;
import kalem.server.project.stage.Condition.ClassFilter;
import kalem.server.project.stage.Condition.ClassRule;
import kalem.server.project.stage.Condition.Part;
import tools.jackson.databind.JsonNode;

/** Reads the rules of a Logic stage from {@code logic.conditions} (workflow.md 4.7). */
public final class ConditionReader {
  private ConditionReader() {}

  /** The rules in their order; conditions with the same index belong to one. */
  static List<Rule> rules(JsonNode logic) {
    Map<Integer, List<Condition>> byIndex = new TreeMap<>();
    int last = -1;
    for (JsonNode node : logic.path("conditions")) {
      int index = node.path("index").asInt(0);
      last = Math.max(last, index);
      byIndex.computeIfAbsent(index, key -> new ArrayList<>()).add(condition(node));
    }
    List<Rule> rules = new ArrayList<>();
    for (int index = 0; index <= last; index++) {
      rules.add(new Rule(byIndex.getOrDefault(index, List.of())));
    }
    return rules;
  }

  /** One condition; what can not be understood becomes one that never holds. */
  public static Condition condition(JsonNode node) {
    String type = node.path("type").asString("");
    JsonNode value = node.path("value");
    return known(type, value).orElseGet(() -> new Condition.Unknown(type));
  }

  private static Optional<Condition> known(String type, JsonNode value) {
    return switch (type) {
      case "AnnotationType" -> Optional.of(new Condition.AnnotationType(classRules(value)));
      case "Annotator" -> texts(value).map(emails -> new Condition.Annotator(lowerCase(emails)));
      case "RandomSample" ->
          value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1
              ? Optional.of(new Condition.RandomSample(value.asDouble()))
              : Optional.empty();
      case "Duration" -> duration(value);
      case "Batch" -> texts(value).map(Condition.Batch::new);
      case "Consensus" ->
          compared(
              value,
              score ->
                  new Condition.Consensus(
                      Optional.of(value.path("schemaId").asString("")).filter(id -> !id.isEmpty()),
                      score));
      case "Benchmark" -> compared(value, Condition.Benchmark::new);
      case "Issues" ->
          compared(
              value,
              open -> new Condition.Issues(open, texts(value.path("errorCodes")).orElse(Set.of())));
      case "ReviewStatus" -> texts(value).map(Condition.ReviewStatus::new);
      case "Skipped" -> skipped(value);
      case "Metadata" ->
          compared(
              value, wanted -> new Condition.Metadata(value.path("path").asString(""), wanted));
      case "ExternalId" -> compared(value, Condition.ExternalId::new);
      case "VisitCount" ->
          compared(
              value, count -> new Condition.VisitCount(value.path("stageId").asString(""), count));
      case "Priority" -> compared(value, Condition.Priority::new);
      default -> Optional.empty();
    };
  }

  private static Optional<Condition> compared(
      JsonNode value, Function<Comparison, Condition> condition) {
    return Comparison.of(value).map(condition);
  }

  private static Optional<Condition> duration(JsonNode value) {
    if (!value.isArray() || value.size() != 2) {
      return Optional.empty();
    }
    return Optional.of(new Condition.Duration(bound(value.get(0)), bound(value.get(1))));
  }

  private static OptionalLong bound(JsonNode node) {
    return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
  }

  private static Optional<Condition> skipped(JsonNode value) {
    Optional<Comparison> comparison =
        value.isBoolean()
            ? Comparison.of(
                value.asBoolean() ? "$gte" : "$eq",
                Json.MAPPER.getNodeFactory().numberNode(value.asBoolean() ? 1 : 0))
            : Comparison.of(value);
    return comparison.map(Condition.Skipped::new);
  }

  private static List<ClassRule> classRules(JsonNode value) {
    List<ClassRule> rules = new ArrayList<>();
    Map.of(
            "tools", Part.TOOLS,
            "classifications", Part.CLASSIFICATIONS,
            "relations", Part.RELATIONS)
        .forEach(
            (key, part) ->
                value
                    .path(key)
                    .forEach(
                        entry ->
                            rules.add(
                                new ClassRule(
                                    part,
                                    entry.path("schemaId").asString(""),
                                    filters(entry.path("filter"))))));
    return rules;
  }

  private static List<ClassFilter> filters(JsonNode list) {
    return list.isArray()
        ? list.valueStream().map(ConditionReader::filter).toList()
        : list.isMissingNode() || list.isNull() ? List.of() : List.of(filter(list));
  }

  private static ClassFilter filter(JsonNode node) {
    if (node.isString()) {
      return switch (node.asString()) {
        case "exists" -> new ClassFilter.Exists();
        case "notExists", "doesNotExist", "not-exists" -> new ClassFilter.NotExists();
        default -> new ClassFilter.Unknown();
      };
    }
    if (node.path("count").isObject()) {
      return comparisons(node.path("count"))
          .<ClassFilter>map(ClassFilter.Count::new)
          .orElseGet(ClassFilter.Unknown::new);
    }
    if (node.path("answer").isObject()) {
      return comparisons(node.path("answer"))
          .<ClassFilter>map(ClassFilter.Answered::new)
          .orElseGet(ClassFilter.Unknown::new);
    }
    return new ClassFilter.Unknown();
  }

  private static Optional<List<Comparison>> comparisons(JsonNode operators) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : operators.properties()) {
      Optional<Comparison> comparison = Comparison.of(operator.getKey(), operator.getValue());
      if (comparison.isEmpty()) {
        return Optional.empty();
      }
      comparisons.add(comparison.get());
    }
    return comparisons.isEmpty() ? Optional.empty() : Optional.of(comparisons);
  }

  private static Optional<Set<String>> texts(JsonNode list) {
    return list.isArray() && list.valueStream().allMatch(JsonNode::isString)
        ? Optional.of(list.valueStream().map(JsonNode::asString).collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static Set<String> lowerCase(Set<String> emails) {
    return emails.stream().map(email -> email.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }
}
