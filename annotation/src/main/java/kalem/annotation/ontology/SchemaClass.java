package kalem.annotation.ontology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One class of a category schema: a tool, a classification or a relation, with its nested
 * questions.
 *
 * @param depth 0 for a class of the schema's own lists
 * @param parentSchemaId the class this question is nested under
 * @param parentOptionIds options of the parent that reveal this question; empty when any answer
 *     does
 * @param classifications nested questions, in schema order
 */
public record SchemaClass(
    ClassKind kind,
    String schemaId,
    String title,
    int depth,
    Optional<String> parentSchemaId,
    List<String> parentOptionIds,
    List<Option> options,
    ClassSettings settings,
    List<SchemaClass> classifications) {
  public SchemaClass {
    parentOptionIds = List.copyOf(parentOptionIds);
    options = List.copyOf(options);
    classifications = List.copyOf(classifications);
  }

  public boolean required() {
    return settings.required();
  }

  public boolean multiple() {
    return settings.multiple();
  }

  public Optional<Option> optionOfValue(String value) {
    return options.stream().filter(option -> option.value().equals(value)).findFirst();
  }

  public Optional<Option> optionOfId(String id) {
    return options.stream().filter(option -> option.schemaId().equals(id)).findFirst();
  }

  /** This class and all questions under it, parents first. */
  public Stream<SchemaClass> withNested() {
    return Stream.concat(
        Stream.of(this), classifications.stream().flatMap(SchemaClass::withNested));
  }
}
