package kalem.server.validation;

import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.server.kernel.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first argument of a validation function (workflow section 14.1): an answer in export form
 * whose items name their tool, and whose answers are option ids with the texts beside them. The
 * aliases are added where the function runs.
 */
final class LabelArgument {
  private final CategorySchema schema;

  private LabelArgument(CategorySchema schema) {
    this.schema = schema;
  }

  static ObjectNode of(Answer answer, CategorySchema schema) {
    LabelArgument argument = new LabelArgument(schema);
    ObjectNode node = (ObjectNode) Json.parse(answer.json());
    node.path("tools").forEach(argument::named);
    node.path("relations").forEach(argument::named);
    argument.identified(node.path("classifications"), answer.classifications());
    for (int i = 0; i < answer.tools().size(); i++) {
      argument.identified(
          node.path("tools").path(i).path("classifications"),
          answer.tools().get(i).classifications());
    }
    for (int i = 0; i < answer.relations().size(); i++) {
      argument.identified(
          node.path("relations").path(i).path("classifications"),
          answer.relations().get(i).classifications());
    }
    return node;
  }

  private void named(JsonNode entry) {
    schema
        .find(entry.path("schemaId").asString(""))
        .ifPresent(owner -> ((ObjectNode) entry).put("tool", owner.kind().key()));
  }

  private void identified(JsonNode nodes, List<ClassificationAnswer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      ObjectNode node = (ObjectNode) nodes.path(i);
      ClassificationAnswer answer = answers.get(i);
      node.set("answerText", node.path("answer"));
      schema
          .find(answer.schemaId())
          .filter(question -> question.kind().isChoice())
          .flatMap(question -> ids(question, answer.answer()))
          .ifPresent(ids -> node.set("answer", ids));
      identified(node.path("classifications"), answer.classifications());
    }
  }

  private static Optional<JsonNode> ids(SchemaClass question, AnswerValue answer) {
    return switch (answer) {
      case AnswerValue.Single(String value) ->
          Optional.of(Json.MAPPER.getNodeFactory().stringNode(id(question, value)));
      case AnswerValue.Several(List<String> values) -> {
        ArrayNode ids = Json.MAPPER.createArrayNode();
        values.forEach(value -> ids.add(id(question, value)));
        yield Optional.of(ids);
      }
      case AnswerValue.YesOrNo _, AnswerValue.Verbatim _ -> Optional.empty();
    };
  }

  /** The id of an option; of one that is gone its text. */
  private static String id(SchemaClass question, String value) {
    return question.optionOfValue(value).map(option -> option.schemaId()).orElse(value);
  }
}
