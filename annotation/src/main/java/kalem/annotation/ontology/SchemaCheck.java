package kalem.annotation.ontology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One check of one schema: fills in what is missing in a copy, then looks for every fault of
 * ontology section 8.1.
 */
final class SchemaCheck {
  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final int MOST_VOXEL_ID = 255;

  private final SchemaIds ids;
  private final boolean lenient;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Map<String, String> pathsBySchemaId = new HashMap<>();
  private final Map<String, String> pathsByBrushColor = new HashMap<>();
  private final Map<String, String> pathsByShortcut = new HashMap<>();

  SchemaCheck(Supplier<String> newSchemaId, boolean lenient) {
    this.ids = new SchemaIds(newSchemaId);
    this.lenient = lenient;
  }

  CheckedSchema check(JsonNode raw) {
    if (!(raw instanceof ObjectNode given)) {
      error(ProblemCode.NOT_AN_OBJECT, "", "A category schema is an object with three lists.");
      return new CheckedSchema(JsonNodeFactory.instance.objectNode(), errors, warnings);
    }
    ObjectNode json = given.deepCopy();
    for (Section section : Section.values()) {
      if (!json.hasNonNull(section.key())) {
        json.putArray(section.key());
      }
    }
    ids.fill(json);
    for (Section section : Section.values()) {
      list(json.path(section.key()), section.key(), section, Optional.empty());
    }
    return new CheckedSchema(json, errors, warnings);
  }

  private void list(JsonNode list, String path, Section section, Optional<JsonNode> parent) {
    if (list.isMissingNode() || list.isNull()) {
      return;
    }
    if (!list.isArray()) {
      error(ProblemCode.NOT_A_LIST, path, path + " must be a list.");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      one(list.get(i), path + "[" + i + "]", section, parent);
    }
  }

  private void one(JsonNode node, String path, Section section, Optional<JsonNode> parent) {
    if (!node.isObject()) {
      error(ProblemCode.NOT_AN_OBJECT, path, "A class must be an object.");
      return;
    }
    Optional<ClassKind> kind = kind(node, path, section);
    title(node, path);
    unique(node.path("schemaId"), path + ".schemaId");
    color(node, path);
    shortcut(node, path);
    regex(node, path);
    parent.ifPresent(above -> parentOptions(node, path, above));
    kind.ifPresent(known -> ofKind(known, node, path));
    list(
        node.path("classifications"),
        path + ".classifications",
        Section.CLASSIFICATIONS,
        Optional.of(node));
  }

  private Optional<ClassKind> kind(JsonNode node, String path, Section section) {
    String tool = node.path("tool").asString("");
    Optional<ClassKind> kind = ClassKind.ofKey(tool);
    if (kind.isEmpty()) {
      Problem unknown =
          new Problem(
              ProblemCode.UNKNOWN_TOOL, path + ".tool", "There is no tool \"" + tool + "\".");
      (lenient ? warnings : errors).add(unknown);
    } else if (kind.get().section() != section) {
      error(
          ProblemCode.WRONG_LIST,
          path + ".tool",
          "\"" + tool + "\" belongs under " + kind.get().section().key() + ".");
    }
    return kind;
  }

  private void title(JsonNode node, String path) {
    JsonNode title = node.path("title");
    if (!title.isMissingNode() && !title.isNull() && !title.isString()) {
      error(ProblemCode.BAD_VALUE, path + ".title", "A title must be a text.");
    }
  }

  private void unique(JsonNode id, String path) {
    if (!id.isString()) {
      error(ProblemCode.BAD_VALUE, path, "A schemaId must be a text.");
      return;
    }
    String first = pathsBySchemaId.putIfAbsent(id.stringValue(), path);
    if (first != null) {
      error(
          ProblemCode.DUPLICATE_SCHEMA_ID,
          path,
          "The schemaId \"" + id.stringValue() + "\" is already used at " + first + ".");
    }
  }

  private void color(JsonNode node, String path) {
    JsonNode color = node.path("color");
    if (color.isMissingNode() || color.isNull()) {
      return;
    }
    String text = color.asString("");
    if (!color.isString() || (!text.isEmpty() && !COLOR.matcher(text).matches())) {
      error(ProblemCode.BAD_COLOR, path + ".color", "A colour must look like #3FA7D6.");
    }
  }

  /** The class named last loses its shortcut, as both cannot have it. */
  private void shortcut(JsonNode node, String path) {
    String key = node.path("shortcutKey").asString("");
    String first = key.isEmpty() ? null : pathsByShortcut.putIfAbsent(key, path);
    if (first != null) {
      warn(
          ProblemCode.SHORTCUT_TAKEN,
          path + ".shortcutKey",
          "The shortcut \"" + key + "\" already belongs to " + first + ".");
    }
  }

  private void regex(JsonNode node, String path) {
    JsonNode regex = node.path("regex");
    if (regex.isMissingNode() || regex.isNull()) {
      return;
    }
    if (!regex.isString() || JavaScriptPattern.compile(regex.stringValue()).isEmpty()) {
      error(
          ProblemCode.BAD_REGEX, path + ".regex", "The pattern is not a valid regular expression.");
    }
  }

  private void parentOptions(JsonNode node, String path, JsonNode parent) {
    Optional<ClassKind> parentKind = ClassKind.ofKey(parent.path("tool").asString(""));
    List<String> allowed =
        parentKind.stream()
            .flatMap(kind -> SchemaReader.options(kind, parent).stream())
            .map(Option::schemaId)
            .toList();
    for (String id : SchemaReader.parentOptionIds(node)) {
      if (!allowed.contains(id)) {
        error(
            ProblemCode.UNKNOWN_PARENT_OPTION,
            path + ".parentOptionId",
            "\"" + id + "\" is not an option of the class above.");
      }
    }
  }

  private void ofKind(ClassKind kind, JsonNode node, String path) {
    if (kind.isChoice()) {
      options(kind, node, path);
    }
    if (kind == ClassKind.BRUSH) {
      brushColor(node, path);
    }
    if (kind == ClassKind.VOXEL_BRUSH) {
      voxelId(node, path);
    }
  }

  private void options(ClassKind kind, JsonNode node, String path) {
    List<Option> options = SchemaReader.options(kind, node);
    if (options.isEmpty()) {
      warn(ProblemCode.NO_OPTIONS, path + ".options", "Without options it cannot be answered.");
    }
    Set<String> values = new HashSet<>();
    for (Option option : options) {
      if (!values.add(option.value())) {
        error(
            ProblemCode.DUPLICATE_OPTION,
            path + ".options",
            "The option \"" + option.value() + "\" is there twice.");
      }
    }
    boolean isTree = kind == ClassKind.TREE_DROPDOWN && !node.path("treeOptions").isEmpty();
    if (isTree) {
      options.forEach(
          option ->
              unique(
                  JsonNodeFactory.instance.stringNode(option.schemaId()), path + ".treeOptions"));
    } else {
      plainOptions(node.path("options"), path + ".options");
    }
  }

  private void plainOptions(JsonNode options, String path) {
    for (int i = 0; i < options.size(); i++) {
      JsonNode option = options.get(i);
      String at = path + "[" + i + "]";
      if (!option.path("value").isString()) {
        error(ProblemCode.BAD_VALUE, at, "An option must be an object with a text as value.");
      } else {
        unique(option.path("schemaId"), at + ".schemaId");
      }
    }
  }

  private void brushColor(JsonNode node, String path) {
    String color = node.path("color").asString("").toUpperCase(Locale.ROOT);
    String first = color.isEmpty() ? null : pathsByBrushColor.putIfAbsent(color, path);
    if (first != null) {
      error(
          ProblemCode.DUPLICATE_BRUSH_COLOR,
          path + ".color",
          "Brush classes are told apart by colour; " + first + " has this one.");
    }
  }

  private void voxelId(JsonNode node, String path) {
    String id = node.path("schemaId").asString("");
    boolean isValid = id.matches("[1-9][0-9]{0,2}") && Integer.parseInt(id) <= MOST_VOXEL_ID;
    if (!isValid) {
      error(
          ProblemCode.BAD_VOXEL_ID,
          path + ".schemaId",
          "The id of a voxel brush is its voxel value, an integer from 1 to 255.");
    }
  }

  private void error(ProblemCode code, String path, String message) {
    errors.add(new Problem(code, path, message));
  }

  private void warn(ProblemCode code, String path, String message) {
    warnings.add(new Problem(code, path, message));
  }
}
