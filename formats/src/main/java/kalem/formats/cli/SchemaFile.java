package kalem.formats.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.Section;
import kalem.formats.Limits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The files that options name: a category schema, a config. */
final class SchemaFile {
  private static final List<String> PLACES =
      List.of("", "/categorySchema", "/project/categorySchema", "/data/project/categorySchema");

  private SchemaFile() {}

  /**
   * Reads a category schema: by itself, in a project, or in the answer that holds a project.
   *
   * @throws IllegalArgumentException when there is none
   */
  static CategorySchema read(Path file) throws IOException {
    return find(file)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    file
                        + " holds no category schema: an object with tools, classifications and"
                        + " relations."));
  }

  /** The category schema in a file; nothing when it holds something else. */
  static Optional<CategorySchema> find(Path file) throws IOException {
    JsonNode json = json(file);
    return PLACES.stream()
        .map(json::at)
        .filter(SchemaFile::isSchema)
        .findFirst()
        .map(CategorySchema::of);
  }

  private static boolean isSchema(JsonNode node) {
    return node.isObject()
        && List.of(Section.values()).stream().anyMatch(each -> node.path(each.key()).isArray());
  }

  /**
   * Reads a config: JSON itself, or the name of a file with it.
   *
   * @throws IllegalArgumentException when it is no JSON object
   */
  static JsonNode config(Optional<String> given) throws IOException {
    if (given.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    String text = given.get().strip();
    JsonNode json = text.startsWith("{") ? parsed("--config", text) : json(Path.of(text));
    if (!json.isObject()) {
      throw new IllegalArgumentException("--config must be a JSON object.");
    }
    return json;
  }

  private static JsonNode json(Path file) throws IOException {
    if (Files.size(file) > Limits.TEXT_BYTES) {
      throw new IllegalArgumentException(file + " is too large.");
    }
    return parsed(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
  }

  private static JsonNode parsed(String what, String text) {
    try {
      return JsonText.parse(text);
    } catch (IllegalArgumentException broken) {
      throw new IllegalArgumentException(what + " is not JSON.", broken);
    }
  }
}
