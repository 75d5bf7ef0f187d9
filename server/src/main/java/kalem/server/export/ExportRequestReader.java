package kalem.server.export;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.formats.ango.ExportFormat;
import kalem.formats.ango.ExportOptions;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import tools.jackson.databind.JsonNode;

/**
 * Reads export options (export-format section 2.2). Query parameters and members of a JSON body are
 * the same: texts, where lists and time ranges are JSON or, for lists, separated by commas. Unknown
 * parameters are ignored.
 */
final class ExportRequestReader {
  private static final Set<String> NOTHING = Set.of("", "None", "null", "undefined");
  private static final List<String> TYPES = List.of("default", "consensus", "benchmark");
  private static final List<String> STATUSES =
      List.of("TODO", "Completed", "READY", "PCT_REQUEUE_WAITING", "PCT_SUBMIT_WAITING");

  private final Map<String, String> given;

  private ExportRequestReader(Map<String, String> given) {
    this.given = given;
  }

  /**
   * @throws KalemException naming the parameter that can not be used
   */
  static ExportRequest read(Map<String, String> parameters) {
    return new ExportRequestReader(parameters).read();
  }

  static ExportRequest read(JsonNode body) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      JsonNode value = member.getValue();
      texts.put(member.getKey(), value.isString() ? value.asString() : value.toString());
    }
    return read(texts);
  }

  /** One yes-or-no parameter that is no part of the options themselves. */
  static boolean flag(Map<String, String> parameters, String name, boolean otherwise) {
    return new ExportRequestReader(parameters).flag(name, otherwise);
  }

  private ExportRequest read() {
    requireTasks();
    return new ExportRequest(
        new ExportOptions(
            format(),
            flag("includeAssets", true),
            flag("includeMetadata", true),
            flag("includeHistory", true),
            flag("includeIdleBlurDurations", false),
            flag("includeSegmentationPoints", true),
            flag("includePdfImages", false)),
        flag("includeOnlyKeyFrames", false),
        filter(),
        flag("sendEmail", false),
        !flag("doNotNotify", false));
  }

  private void requireTasks() {
    String type = text("type").orElse("task").toLowerCase(Locale.ROOT);
    if (type.equals("issue")) {
      throw KalemException.invalid("Issue exports are not available yet.");
    }
    if (!type.equals("task")) {
      throw KalemException.invalid("type must be task or issue, got: " + type + ".");
    }
  }

  private ExportFormat format() {
    String format = text("format").orElse("json");
    return Arrays.stream(ExportFormat.values())
        .filter(known -> known.name().equalsIgnoreCase(format))
        .findFirst()
        .orElseThrow(
            () ->
                KalemException.invalid(
                    "format must be json, ndjson or split, got: " + format + "."));
  }

  private TaskFilter filter() {
    List<String> types = oneOf("taskTypes", TYPES);
    return new TaskFilter(
        list("stage"),
        list("batches"),
        types.isEmpty() ? List.of("default") : types,
        oneOf("status", STATUSES),
        list("assignee"),
        list("tasks"),
        list("externalIds"),
        range("createdAt"),
        range("updatedAt"),
        range("completedAt"));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name))
        .map(String::trim)
        .filter(text -> !NOTHING.contains(text));
  }

  private boolean flag(String name, boolean otherwise) {
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

  private List<String> list(String name) {
    return text(name)
        .map(text -> text.startsWith("[") ? elements(name, text) : parts(text))
        .orElse(List.of());
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

  private List<String> oneOf(String name, List<String> known) {
    return list(name).stream().map(value -> canonical(name, value, known)).distinct().toList();
  }

  private static String canonical(String name, String value, List<String> known) {
    return known.stream()
        .filter(each -> each.equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                KalemException.invalid(
                    name
                        + " must be one of "
                        + String.join(", ", known)
                        + ", got: "
                        + value
                        + "."));
  }

  /**
   * A JSON object with {@code $gt} and {@code $lt}, or the older pair {@code name[gt], name[lt]}.
   */
  private TimeRange range(String name) {
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
