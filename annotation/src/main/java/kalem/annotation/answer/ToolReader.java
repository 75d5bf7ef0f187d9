package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.ClassificationReader.Scope;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import tools.jackson.databind.JsonNode;

/** Reads tool objects (import-format section 5). */
final class ToolReader {
  private final CategorySchema schema;
  private final ClassResolver classes;
  private final ClassificationReader answers;
  private final ObjectIds ids;
  private final PageCheck pages;
  private final ShapeReader shapes;
  private final LastShapes lastShapes;
  private final IntakeReport report;

  ToolReader(IntakeState state, ClassificationReader answers) {
    this.schema = state.schema();
    this.classes = state.classes();
    this.answers = answers;
    this.ids = state.ids();
    this.pages = state.pages();
    this.shapes = new ShapeReader(state.context().asset(), state.report());
    this.lastShapes = state.lastShapes();
    this.report = state.report();
  }

  Optional<ToolObject> read(JsonNode given, String path) {
    if (!given.isObject()) {
      report.fault(ProblemCode.NOT_AN_OBJECT, path, "A tool object must be an object.");
      return Optional.empty();
    }
    Optional<JsonNode> converted = LegacyPdf.modern(given);
    if (converted.isPresent()) {
      report.warn(ProblemCode.LEGACY_FORM, path, "The flat form of PDF areas was converted.");
    }
    JsonNode node = completed(converted.orElse(given));
    Optional<String> key = StoredAnswer.geometryKey(node);
    if (key.isEmpty()) {
      report.fault(
          ProblemCode.BAD_GEOMETRY, path, "A geometry key such as bounding-box is missing.");
      return Optional.empty();
    }
    if (StoredAnswer.geometryKeys(node).count() > 1) {
      report.fault(ProblemCode.BAD_GEOMETRY, path, "An object has exactly one geometry key.");
      return Optional.empty();
    }
    return read(node, path, key.get());
  }

  /**
   * An object that needed no tree to be read.
   *
   * @param list path of the list it stands in
   */
  Optional<ToolObject> read(ToolObject plain, String list, int index) {
    ToolObject read = plain.objectId().isEmpty() ? plain.withObjectId(ids.make()) : plain;
    if (!ids.isFirstOrLater(read, list, index)) {
      return Optional.empty();
    }
    lastShapes.add(read);
    return Optional.of(read);
  }

  private JsonNode completed(JsonNode node) {
    boolean isBareStop =
        EntryFields.flag(node, "interpolationStopped") && StoredAnswer.geometryKey(node).isEmpty();
    return isBareStop ? lastShapes.completed(node).orElse(node) : node;
  }

  private Optional<ToolObject> read(JsonNode node, String path, String key) {
    Resolution resolution = resolve(node, path, key);
    Optional<Geometry> geometry = shapes.read(key, node.path(key), path + "." + key);
    boolean isPageValid = pages.isValid(node, path);
    List<ClassificationAnswer> nested = nested(node, path, resolution);
    Optional<String> objectId = ids.of(node, path);
    if (resolution instanceof Resolution.Refused
        || geometry.isEmpty()
        || objectId.isEmpty()
        || !isPageValid) {
      return Optional.empty();
    }
    ToolObject read = object(node, resolution.known(), geometry.get(), nested, objectId.get());
    if (!ids.isFirstOrLater(read, path)) {
      return Optional.empty();
    }
    lastShapes.add(read);
    return Optional.of(read);
  }

  private Resolution resolve(JsonNode node, String path, String key) {
    Resolution resolution = classes.resolve(node, path, candidates(key), each -> true);
    if (resolution instanceof Resolution.Known(SchemaClass found)
        && !found.kind().key().equals(key)) {
      report.fault(
          ProblemCode.TYPE_MISMATCH,
          path + "." + key,
          "The class \"" + found.title() + "\" is a " + found.kind().key() + ".");
      return new Resolution.Refused();
    }
    return resolution;
  }

  private List<SchemaClass> candidates(String key) {
    return schema.tools().stream().filter(each -> each.kind().key().equals(key)).toList();
  }

  private List<ClassificationAnswer> nested(JsonNode node, String path, Resolution resolution) {
    return switch (resolution) {
      case Resolution.Known(SchemaClass found) ->
          answers.readNested(node, path, Scope.under(found, Optional.empty()));
      case Resolution.Unknown() -> ids.complete(StoredAnswer.classifications(node));
      case Resolution.Refused() -> List.of();
    };
  }

  private static ToolObject object(
      JsonNode node,
      Optional<SchemaClass> known,
      Geometry geometry,
      List<ClassificationAnswer> nested,
      String objectId) {
    return new ToolObject(
        objectId,
        known.map(SchemaClass::schemaId).orElseGet(() -> EntryFields.id(node, "schemaId")),
        known.map(SchemaClass::title).orElseGet(() -> EntryFields.text(node, "title")),
        geometry,
        EntryFields.marks(node),
        nested,
        EntryFields.metadata(node),
        EntryFields.extras(node, Set.of(geometry.key())));
  }
}
