package kalem.server.importing.labels;

import java.util.Set;
import kalem.formats.catalog.Formats;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an import is to be done.
 *
 * @param format id of a format; {@code auto}: told by the content
 * @param isStrict any fault refuses the whole
 * @param isForced also tasks that people have worked on
 * @param createsClasses classes that files of other programs use are added to the category schema
 * @param keepsUnknown entries of unknown classes are kept with a warning
 * @param config options of the format
 */
record ImportOptions(
    String format,
    ImportMode mode,
    boolean isStrict,
    boolean isForced,
    boolean createsClasses,
    boolean keepsUnknown,
    JsonNode config) {
  static final String AUTO = "auto";

  /** The open format of this hub itself. */
  static final String OWN = "ango";

  /** As the list of formats tells its layouts apart; reading finds out by itself. */
  private static final Set<String> OWN_LAYOUTS = Set.of("json", "ndjson");

  static final ImportOptions DEFAULT =
      new ImportOptions(AUTO, ImportMode.REPLACE, false, false, false, false, Json.object());

  /**
   * These options with those that a body names; null means not named.
   *
   * @throws KalemException naming the option that can not be used
   */
  ImportOptions with(JsonNode body) {
    return new ImportOptions(
        format(body.path("format"), format),
        body.hasNonNull("mode") ? mode(body.path("mode")) : mode,
        flag(body, "strict", isStrict),
        flag(body, "force", isForced),
        flag(body, "createClasses", createsClasses),
        flag(body, "keepUnknown", keepsUnknown),
        config(body.path("config"), config));
  }

  private static String format(JsonNode given, String otherwise) {
    if (given.isMissingNode() || given.isNull()) {
      return otherwise;
    }
    String id = given.asString("");
    if (OWN_LAYOUTS.contains(id)) {
      return OWN;
    }
    boolean isKnown =
        id.equals(AUTO)
            || id.equals(OWN)
            || Formats.find(id).filter(format -> format.isReadable()).isPresent();
    if (!isKnown) {
      throw KalemException.invalid(
          "format must be auto, ango or one of the readable formats (GET /v2/formats).");
    }
    return id;
  }

  private static ImportMode mode(JsonNode given) {
    return ImportMode.of(given.asString(""));
  }

  /**
   * A flag of a body; scripts in other languages write it as text.
   *
   * @throws KalemException when it is neither true nor false
   */
  static boolean flag(JsonNode body, String name, boolean otherwise) {
    JsonNode given = body.path(name);
    if (given.isMissingNode() || given.isNull()) {
      return otherwise;
    }
    if (given.isBoolean()) {
      return given.booleanValue();
    }
    return switch (given.asString("").toLowerCase(java.util.Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw KalemException.invalid(name + " must be true or false.");
    };
  }

  private static JsonNode config(JsonNode given, JsonNode otherwise) {
    if (given.isMissingNode() || given.isNull()) {
      return otherwise;
    }
    if (!given.isObject()) {
      throw KalemException.invalid("config must be an object.");
    }
    return given;
  }

  /** As {@link #with} reads it. */
  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("format", format)
            .put("mode", mode.wireName())
            .put("strict", isStrict)
            .put("force", isForced)
            .put("createClasses", createsClasses)
            .put("keepUnknown", keepsUnknown);
    json.set("config", config);
    return json;
  }
}
