package kalem.server.export;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of an export by name. Query parameters and members of a JSON body are the same:
 * texts, where objects and time ranges are JSON and lists are JSON or separated by commas. Whatever
 * can not be used is refused by name.
 */
final class ExportParameters {
  private static final Set<String> NOTHING = Set.of("", "None", "null", "undefined");

  private final Map<String, String> given;

  ExportParameters(Map<String, String> given) {
    this.given = given;
  }

  static ExportParameters of(JsonNode body) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      JsonNode value = member.getValue();
      texts.put(member.getKey(), value.isString() ? value.asString() : value.toString());
    }
    return new ExportParameters(texts);
  }

  /** Empty where it is missing or says that it is nothing. */
  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name))
        .map(String::trim)
        .filter(text -> !NOTHING.contains(text));
  }

  boolean flag(String name, boolean otherwise) {
    return text(name)
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default ->
                      throw KalemException.invalid(
                          name + " must be true or false, got: " + text + ".");
                })
        .orElse(otherwise);
  }

  /** A JSON object. */
  Optional<JsonNode> object(String name) {
    return text(name)
        .map(text -> Json.parse(name, text))
        .map(
            node -> {
              if (!node.isObject()) {
                throw KalemException.invalid(name + " must be a JSON object, got: " + node + ".");
              }
              return node;
            });
  }

  /** One of the words by which a type's values go, in any case. */
  <T extends Enum<T>> T word(String name, T otherwise) {
    T[] values = otherwise.getDeclaringClass().getEnumConstants();
    return text(name)
        .map(text -> value(name, text, Arrays.stream(values).map(ExportParameters::word).toList()))
        .map(word -> Arrays.stream(values).filter(v -> word(v).equals(word)).findFirst().get())
        .orElse(otherwise);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Like one of some known values, in any case. */
  static String value(String name, String text, List<String> known) {
    return known.stream()
        .filter(each -> each.equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                KalemException.invalid(
                    name + " must be one of " + String.join(", ", known) + ", got: " + text + "."));
  }

  List<String> list(String name) {
    return text(name)
        .map(text -> text.startsWith("[") ? elements(name, text) : parts(text))
        .orElse(List.of());
  }

  List<String> list(String name, List<String> known) {
    return list(name).stream().map(text -> value(name, text, known)).distinct().toList();
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .distinct()
        .toList();
  }

  private static List<String> elements(String name, String text) {
    JsonNode list = Json.parse(name, text);
    for (JsonNode element : list) {
      if (!element.isString() && !element.isNull()) {
        throw KalemException.invalid(name + " must be a list of texts, got: " + text + ".");
      }
    }
    return list.valueStream()
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .distinct()
        .toList();
  }

  /**
   * A JSON object with {@code $gt} and {@code $lt}, or the older pair {@code name[gt], name[lt]}.
   */
  TimeRange range(String name) {
    Optional<JsonNode> bounds = text(name).map(text -> bounds(name, text));
    return new TimeRange(
        bounds.flatMap(node -> bound(name, node, "$gt")).or(() -> time(name + "[gt]")),
        bounds.flatMap(node -> bound(name, node, "$lt")).or(() -> time(name + "[lt]")));
  }

  private static JsonNode bounds(String name, String text) {
    JsonNode bounds = Json.parse(name, text);
    if (!bounds.isObject() || !Set.of("$gt", "$lt").containsAll(bounds.propertyNames())) {
      throw KalemException.invalid(
          name + " must be a JSON object with $gt, $lt or both, got: " + text + ".");
    }
    return bounds;
  }

  private static Optional<Instant> bound(String name, JsonNode bounds, String key) {
    return bounds.hasNonNull(key)
        ? Optional.of(Timestamps.parse(name + "." + key, bounds.path(key).asString("")))
        : Optional.empty();
  }

  private Optional<Instant> time(String name) {
    return text(name).map(text -> Timestamps.parse(name, text));
  }
}
