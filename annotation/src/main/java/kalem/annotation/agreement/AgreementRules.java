package kalem.annotation.agreement;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What counts in a comparison.
 *
 * @param ignoredSchemaIds classes that are left out
 * @param rules of single classes, by schema id
 * @param otherwise the rule of all other classes
 */
public record AgreementRules(
    Set<String> ignoredSchemaIds, Map<String, ClassRule> rules, ClassRule otherwise) {
  /** The rules where nothing was set. */
  public static final AgreementRules STRICT =
      new AgreementRules(Set.of(), Map.of(), ClassRule.STRICT);

  public AgreementRules {
    ignoredSchemaIds = Set.copyOf(ignoredSchemaIds);
    rules = Map.copyOf(rules);
  }

  /**
   * Reads the settings of a stage; what is missing or of a wrong type is as in {@link #STRICT}.
   *
   * @param config {@code {ignoredSchemaIds: [id], partialChoices: bool, partialRanks: bool,
   *     textMeasure: "exact"|"caseInsensitive"|"bleu"|"levenshtein", nested: bool, classes: {id:
   *     {the same four}}}}
   */
  public static AgreementRules of(JsonNode config) {
    ClassRule otherwise = rule(config, ClassRule.STRICT);
    Map<String, ClassRule> rules = new HashMap<>();
    config
        .path("classes")
        .propertyStream()
        .forEach(each -> rules.put(each.getKey(), rule(each.getValue(), otherwise)));
    Set<String> ignored =
        config
            .path("ignoredSchemaIds")
            .valueStream()
            .flatMap(id -> id.stringValueOpt().stream())
            .collect(Collectors.toSet());
    return new AgreementRules(ignored, rules, otherwise);
  }

  private static ClassRule rule(JsonNode node, ClassRule missing) {
    return new ClassRule(
        node.path("partialChoices").booleanValue(missing.partialChoices()),
        node.path("partialRanks").booleanValue(missing.partialRanks()),
        node.path("textMeasure")
            .stringValueOpt()
            .flatMap(TextMeasure::ofKey)
            .orElse(missing.text()),
        node.path("nested").booleanValue(missing.nested()));
  }

  ClassRule of(String schemaId) {
    return rules.getOrDefault(schemaId, otherwise);
  }
}
