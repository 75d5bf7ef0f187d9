package kalem.server.project;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings that {@code POST /v2/project/{id}} writes one by one (workflow.md 1.3, api.md 5.1).
 */
public enum ProjectSetting {
  BENCHMARK_ENABLED("benchmarkEnabled", Kind.BOOLEAN, "false"),
  BENCHMARK_RATIO("benchmarkRatio", Kind.PERCENT, "10"),
  BENCHMARK_CUTOFF("benchmarkCutoff", Kind.BOOLEAN, "false"),
  BENCHMARK_CUTOFF_SCORE("benchmarkCutoffScore", Kind.PERCENT, "70"),
  BENCHMARK_CUTOFF_MIN("benchmarkCutoffMin", Kind.COUNT, "5"),
  CUSTOM_VALIDATION_ENABLED("customValidationEnabled", Kind.BOOLEAN, "false"),
  PREVENT_SUBMISSION("preventSubmission", Kind.BOOLEAN, "false"),
  ENFORCE_ON_API("enforceOnApi", Kind.BOOLEAN, "false"),
  VALIDATION_FUNCTION("validationFunction", Kind.SCRIPT, "\"\""),
  EXTERNAL_VALIDATION("externalValidation", Kind.EXTERNAL_CHECK, "null"),
  INSTRUCTIONS("instructions", Kind.TEXT, "\"\""),
  OCR_LANGUAGE("ocrLanguage", Kind.TEXT, "\"eng\""),
  IDLE_TIMEOUT("idleTimeout", Kind.SECONDS, "300"),
  PROJECT_PLUGINS("projectPlugins", Kind.OBJECT, "{}"),
  PLUGIN_PRESETS("pluginPresets", Kind.LIST, "[]"),
  ERROR_CODES_ENABLED("errorCodesEnabled", Kind.BOOLEAN, "false"),
  ERROR_SCHEMA("errorSchema", Kind.OBJECT, "{}"),
  EXPORT_STORAGE_ENABLED("exportStorageEnabled", Kind.BOOLEAN, "false"),
  EXPORT_STORAGE_ID("exportStorageId", Kind.TEXT, "null"),
  EXPORT_STORAGE_BUCKET("exportStorageBucket", Kind.TEXT, "null"),
  EXPORT_STORAGE_PATH("exportStoragePath", Kind.TEXT, "null"),
  TASK_SKIP_ENABLED("taskSkipEnabled", Kind.BOOLEAN, "true"),
  UNASSIGN_SKIPPED_TASK("unassignSkippedTask", Kind.BOOLEAN, "false"),
  GC_SYNC_ENABLED("gcSyncEnabled", Kind.BOOLEAN, "false");

  private static final int LONGEST_SCRIPT = 200_000;

  private enum Kind {
    BOOLEAN("true or false", JsonNode::isBoolean),
    PERCENT("a whole number from 0 to 100", n -> isWhole(n) && n.asInt() >= 0 && n.asInt() <= 100),
    SECONDS("0 (never idle) or a whole number of seconds from 5", n -> isWhole(n) && isPatience(n)),
    COUNT("a whole number from 1", n -> isWhole(n) && n.asInt() >= 1),
    TEXT("a text", JsonNode::isString),
    SCRIPT(
        "a text of at most " + LONGEST_SCRIPT + " characters",
        n -> n.isString() && n.asString().length() <= LONGEST_SCRIPT),
    EXTERNAL_CHECK(
        "an object {enabled, apiUrl, singleFrame, specificFrame, frameNumbers} whose apiUrl starts"
            + " with http:// or https://",
        Kind::isExternalCheck),
    OBJECT("an object", JsonNode::isObject),
    LIST("a list", JsonNode::isArray);

    private final String words;
    private final Predicate<JsonNode> accepts;

    Kind(String words, Predicate<JsonNode> accepts) {
      this.words = words;
      this.accepts = accepts;
    }

    private static boolean isWhole(JsonNode node) {
      return node.isIntegralNumber() && node.canConvertToInt();
    }

    private static boolean isExternalCheck(JsonNode node) {
      return node.isObject()
          && isMissingOr(node.path("enabled"), JsonNode::isBoolean)
          && isMissingOr(node.path("singleFrame"), JsonNode::isBoolean)
          && isMissingOr(node.path("specificFrame"), JsonNode::isBoolean)
          && isMissingOr(node.path("frameNumbers"), n -> isWhole(n) && n.asInt() >= 0)
          && isMissingOr(node.path("apiUrl"), n -> n.isString() && isUrl(n.asString()))
          && (!node.path("enabled").asBoolean(false)
              || !node.path("apiUrl").asString("").isEmpty());
    }

    private static boolean isMissingOr(JsonNode node, Predicate<JsonNode> accepts) {
      return node.isMissingNode() || node.isNull() || accepts.test(node);
    }

    private static boolean isUrl(String text) {
      return text.isEmpty() || text.startsWith("https://") || text.startsWith("http://");
    }

    private static boolean isPatience(JsonNode node) {
      return node.asInt() == 0 || node.asInt() >= 5;
    }
  }

  private final String key;
  private final Kind kind;
  private final String defaultJson;

  ProjectSetting(String key, Kind kind, String defaultJson) {
    this.key = key;
    this.kind = kind;
    this.defaultJson = defaultJson;
  }

  /** The key in the project object. */
  public String key() {
    return key;
  }

  static Optional<ProjectSetting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static ObjectNode defaults() {
    ObjectNode all = Json.object();
    for (ProjectSetting setting : values()) {
      all.set(setting.key, Json.parse(setting.defaultJson));
    }
    return all;
  }

  /**
   * @throws KalemException naming the key when the value does not fit
   */
  void requireFit(JsonNode value) {
    if (!kind.accepts.test(value)) {
      throw KalemException.invalid(key + " must be " + kind.words + ".");
    }
  }
}
