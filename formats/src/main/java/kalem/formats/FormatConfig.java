package kalem.formats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The options of a format as given in a config (export-format section 17.1). Missing ones have
 * their defaults; every method throws {@link IllegalArgumentException} with a sentence that names
 * the option when its value can not be used.
 */
public final class FormatConfig {
  private final JsonNode config;

  public FormatConfig(JsonNode config) {
    this.config = config;
  }

  public Optional<String> text(String key) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new IllegalArgumentException("The option " + key + " must be a text.");
    }
    return Optional.of(value.stringValue());
  }

  /** One of several words. */
  public String choice(String key, String otherwise, Set<String> choices) {
    String value = text(key).orElse(otherwise);
    if (!choices.contains(value)) {
      throw new IllegalArgumentException(
          "The option "
              + key
              + " must be one of "
              + String.join(", ", choices.stream().sorted().toList())
              + ".");
    }
    return value;
  }

  public boolean flag(String key, boolean otherwise) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("The option " + key + " must be true or false.");
    }
    return value.booleanValue();
  }

  /** A number between two, both allowed. */
  public double number(String key, double otherwise, double least, double most) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return otherwise;
    }
    double number = value.isNumber() ? value.doubleValueOpt().orElse(Double.NaN) : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          "The option " + key + " must be a number from " + least + " to " + most + ".");
    }
    return number;
  }

  /** A whole number between two, both allowed. */
  public int whole(String key, int otherwise, int least, int most) {
    double number = number(key, otherwise, least, most);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException("The option " + key + " must be a whole number.");
    }
    return (int) number;
  }

  public List<String> texts(String key) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return List.of();
    }
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
      throw new IllegalArgumentException("The option " + key + " must be a list of texts.");
    }
    return value.valueStream().map(JsonNode::stringValue).toList();
  }

  /** An object whose values are texts, in the order given. */
  public Map<String, String> textMap(String key) {
    JsonNode value = config.path(key);
    Map<String, String> map = new LinkedHashMap<>();
    if (isAbsent(value)) {
      return map;
    }
    if (!value.isObject() || !value.valueStream().allMatch(JsonNode::isString)) {
      throw new IllegalArgumentException("The option " + key + " must be an object of texts.");
    }
    value.properties().forEach(each -> map.put(each.getKey(), each.getValue().stringValue()));
    return map;
  }

  /** A list of objects. */
  public List<JsonNode> objects(String key) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return List.of();
    }
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isObject)) {
      throw new IllegalArgumentException("The option " + key + " must be a list of objects.");
    }
    return value.valueStream().toList();
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
