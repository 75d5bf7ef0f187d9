package kalem.formats.yolo;

import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FormatConfig;
import tools.jackson.databind.JsonNode;

/**
 * Options of the writer.
 *
 * @param kind what the lines say; detection unless told otherwise
 * @param question the question whose answers sort the pictures; for classification only
 * @param relation title of the first class of groups, which holds poses together
 * @param onlyKeyFrames of a video only the key frames
 */
record YoloOptions(
    YoloKind kind,
    Optional<SchemaClass> question,
    Optional<String> relation,
    boolean onlyKeyFrames) {
  static YoloOptions of(JsonNode config, CategorySchema schema) {
    FormatConfig options = new FormatConfig(config);
    YoloKind kind =
        YoloKind.of(options.choice("kind", YoloKind.DETECTION.key(), YoloKind.keys()))
            .orElseThrow();
    boolean hasPoints = schema.tools().stream().anyMatch(each -> each.kind() == ClassKind.POINT);
    if (kind == YoloKind.POSE && !hasPoints) {
      throw new IllegalArgumentException(
          "The option kind can not be pose, as the schema has no class of points.");
    }
    return new YoloOptions(
        kind,
        kind == YoloKind.CLASSIFICATION
            ? Optional.of(question(options.text("question"), schema))
            : Optional.empty(),
        schema.relations().stream()
            .filter(each -> each.kind() == ClassKind.GROUP)
            .map(SchemaClass::title)
            .findFirst(),
        options.flag("include_key_frames_only", false));
  }

  private static SchemaClass question(Optional<String> wanted, CategorySchema schema) {
    return schema.classifications().stream()
        .filter(each -> each.kind() == ClassKind.RADIO || each.kind() == ClassKind.SINGLE_DROPDOWN)
        .filter(
            each ->
                wanted.isEmpty()
                    || wanted.get().equals(each.title())
                    || wanted.get().equals(each.schemaId()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The option question must name a radio or single dropdown question of the"
                        + " schema, by title or schemaId."));
  }
}
