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

  private enum Kind {
    BOOLEAN("true or false", JsonNode::isBoolean),
    PERCENT("a whole number from 0 to 100", n -> isWhole(n) && n.asInt() >= 0 && n.asInt() <= 100),
    SECONDS("0 (never idle) or a whole number of seconds from 5", n -> isWhole(n) && isPatience(n)),
    TEXT("a text", JsonNode::isString),
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
