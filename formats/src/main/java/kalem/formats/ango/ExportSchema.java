package kalem.formats.ango;

import static kalem.formats.ango.GeometrySchemas.anyOf;
import static kalem.formats.ango.GeometrySchemas.list;
import static kalem.formats.ango.GeometrySchemas.type;

import java.util.List;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.ontology.Section;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of a project's own export, made from its category schema: what each
 * class's objects and answers look like, and everything around them. Objects of classes that were
 * deleted meanwhile only have to look like objects.
 */
public final class ExportSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TIME = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$";

  private final ExportOptions options;
  private final ObjectNode definitions = NODES.objectNode();

  private ExportSchema(ExportOptions options) {
    this.options = options;
  }

  /** The text of the schema of a data file; of one line of it for NDJSON. */
  public static String of(CategorySchema schema, ExportOptions options) {
    return new ExportSchema(options).write(schema).toString();
  }

  private ObjectNode write(CategorySchema schema) {
    definitions.set("metadata", metadata());
    definitions.set("classification", entry(schema.all().toList(), Section.CLASSIFICATIONS));
    definitions.set("tool", entry(schema.tools(), Section.TOOLS));
    definitions.set("relation", entry(schema.relations(), Section.RELATIONS));
    definitions.set("row", options.version() == ExportVersion.LEGACY ? legacyRow() : row(task()));
    ObjectNode root =
        NODES
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Rows of an export");
    if (options.format() == ExportFormat.JSON) {
      root.setAll(list(reference("row")));
    } else {
      root.setAll(reference("row"));
    }
    root.set("$defs", definitions);
    return root;
  }

  private static ObjectNode reference(String definition) {
    return NODES.objectNode().put("$ref", "#/$defs/" + definition);
  }

  /** An object with members that must be there. */
  private static ObjectNode object(Member... members) {
    ObjectNode object = type("object");
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    for (Member member : members) {
      properties.set(member.name, member.schema);
      if (member.isRequired) {
        required.add(member.name);
      }
    }
    if (!required.isEmpty()) {
      object.set("required", required);
    }
    return object;
  }

  private record Member(String name, ObjectNode schema, boolean isRequired) {}

  private static Member must(String name, ObjectNode schema) {
    return new Member(name, schema, true);
  }

  private static Member may(String name, ObjectNode schema) {
    return new Member(name, schema, false);
  }

  private static ObjectNode time() {
    return type("string").put("pattern", TIME);
  }

  private static ObjectNode whole() {
    return type("integer").put("minimum", 0);
  }

  private static ObjectNode flag() {
    return NODES.objectNode().put("const", true);
  }

  private ObjectNode row(ObjectNode task) {
    return object(
        new Member("asset", type("string"), options.includeAssets()),
        must("assetId", type("string")),
        may("dataset", list(type("string"))),
        must("externalId", type("string")),
        must("metadata", type("object")),
        may("contextData", type("object")),
        must("batches", list(type("string"))),
        may("attachments", list(type("object"))),
        may("overlay", type("array")),
        must("task", task));
  }

  private ObjectNode task() {
    ObjectNode task =
        object(
            must("taskId", type("string")),
            must("type", choice(List.of("default", "consensus", "benchmark"))),
            must("stage", type("string")),
            must("stageId", type("string")),
            must("updatedAt", time()),
            may("updatedBy", type("string")),
            must("totalDuration", whole()),
            may("duration", whole()),
            may("idleDuration", whole()),
            may("blurDuration", whole()),
            may("totalIdleDuration", whole()),
            may("totalBlurDuration", whole()),
            may("consensusAverage", score()),
            may("consensusDetailed", list(type("object"))),
            may("isBenchmark", flag()),
            may("benchmark", score()),
            may("isSkipped", flag()),
            new Member("stageHistory", list(visit()), options.includeHistory()));
    return withAnswer(task, "tools");
  }

  private static ObjectNode score() {
    return whole().put("maximum", 100);
  }

  private static ObjectNode visit() {
    ObjectNode visit =
        object(
            must("stage", type("string")),
            must("stageId", type("string")),
            may("stageDeleted", flag()),
            must("duration", whole()),
            may("idleDuration", whole()),
            may("blurDuration", whole()),
            must("completedAt", time()),
            may("completedBy", type("string")),
            may("submittedBy", type("string")),
            may("reviewStatus", choice(List.of("Accepted", "Rejected", "Todo", "Fixed"))),
            may("consensusId", type("string")),
            may("taskHistory", type("string")));
    return withAnswer(visit, "tools");
  }

  /** The form from before workflows (export-format section 16). */
  private static ObjectNode legacyRow() {
    ObjectNode task = object(must("taskId", type("string")));
    return object(
        must("externalId", type("string")), must("tasks", list(withAnswer(task, "objects"))));
  }

  private static ObjectNode withAnswer(ObjectNode around, String tools) {
    ObjectNode properties = around.withObjectProperty("properties");
    properties.set(tools, list(reference("tool")));
    properties.set("classifications", list(reference("classification")));
    properties.set("relations", list(reference("relation")));
    properties.set("brushDataUrl", type("string"));
    properties.set("medicalBrushDataUrl", type("string"));
    around.withArrayProperty("required").add(tools).add("classifications").add("relations");
    return around;
  }

  private static ObjectNode metadata() {
    return object(
        may("createdAt", type("string")),
        may("createdBy", type("string")),
        may("createdIn", type("string")),
        may("updatedAt", type("string")),
        may("updatedBy", type("string")),
        may("updatedIn", type("string")));
  }

  /** What all entries of a list have in common, then what each class adds. */
  private ObjectNode entry(List<SchemaClass> classes, Section section) {
    ObjectNode entry =
        object(
            must("objectId", type("string")),
            must("schemaId", type("string")),
            must("title", type("string")),
            must("classifications", list(reference("classification"))),
            may("metadata", options.includeMetadata() ? reference("metadata") : none()),
            may("page", whole()),
            may("interpolationStopped", flag()),
            may("lock", flag()));
    if (section == Section.CLASSIFICATIONS) {
      entry.withObjectProperty("properties").set("tool", type("string"));
      entry.withArrayProperty("required").add("tool").add("answer");
    }
    ArrayNode rules = NODES.arrayNode();
    classes.stream()
        .filter(each -> each.kind().section() == section)
        .forEach(each -> rules.add(rule(each)));
    if (!rules.isEmpty()) {
      entry.set("allOf", rules);
    }
    return entry;
  }

  /** False can not be an object node of its own; nothing fits this one either. */
  private static ObjectNode none() {
    ObjectNode none = NODES.objectNode();
    none.putObject("not");
    return none;
  }

  private ObjectNode rule(SchemaClass each) {
    ObjectNode rule = NODES.objectNode();
    ObjectNode isOfClass = object(must("schemaId", constant(each.schemaId())));
    rule.set("if", isOfClass);
    rule.set(
        "then",
        switch (each.kind().section()) {
          case TOOLS -> tool(each);
          case CLASSIFICATIONS -> classification(each);
          case RELATIONS -> relation(each);
        });
    return rule;
  }

  private ObjectNode tool(SchemaClass each) {
    ObjectNode flat = object(must(each.kind().key(), GeometrySchemas.of(each.kind(), options)));
    ObjectNode tool = object(must("title", constant(each.title())));
    if (options.videoFormat() == VideoFormat.TRACK) {
      ObjectNode track =
          object(
              must("geometryType", constant(each.kind().key())),
              must("ranges", list(list(whole()))),
              must("frames", list(type("object"))));
      tool.setAll(anyOf(flat, track));
    } else {
      tool.withObjectProperty("properties").setAll((ObjectNode) flat.get("properties"));
      tool.withArrayProperty("required").add(each.kind().key());
    }
    return tool;
  }

  private static ObjectNode classification(SchemaClass each) {
    ObjectNode known = object(must("answer", answer(each)));
    // An option that was deleted stays in old answers, and they say so.
    ObjectNode unknown = object(must("unknownOption", flag()));
    ObjectNode classification =
        object(must("tool", constant(each.kind().key())), must("title", constant(each.title())));
    classification.setAll(each.kind().isChoice() ? anyOf(known, unknown) : anyOf(known));
    return classification;
  }

  private static ObjectNode answer(SchemaClass each) {
    ObjectNode option = each.options().isEmpty() ? type("string") : options(each);
    return switch (each.kind()) {
      case RADIO, SINGLE_DROPDOWN -> option;
      case CHECKBOX, MULTI_DROPDOWN, TREE_DROPDOWN, RANK -> list(option);
      case BOOLEAN -> type("boolean");
      case TEXT -> type("string");
      case INSTANCE -> anyOf(type("string"), list(type("string")));
      default -> NODES.objectNode();
    };
  }

  private static ObjectNode options(SchemaClass each) {
    return choice(each.options().stream().map(option -> option.value()).distinct().toList());
  }

  private static ObjectNode relation(SchemaClass each) {
    ObjectNode title = object(must("title", constant(each.title())));
    ObjectNode members =
        switch (each.kind()) {
          case ONE_TO_ONE ->
              object(
                  must("from", type("string")),
                  must("to", type("string")),
                  must("direction", choice(List.of("straight", "bidirectional"))));
          case GROUP -> object(must("group", list(type("string"))));
          default -> object(must("from", type("string")), must("group", list(type("string"))));
        };
    title.putArray("allOf").add(members);
    return title;
  }

  private static ObjectNode constant(String value) {
    return NODES.objectNode().put("const", value);
  }

  private static ObjectNode choice(List<String> values) {
    ObjectNode choice = NODES.objectNode();
    ArrayNode list = choice.putArray("enum");
    values.forEach(list::add);
    return choice;
  }
}
