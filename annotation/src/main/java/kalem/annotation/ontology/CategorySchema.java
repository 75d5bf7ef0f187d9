package kalem.annotation.ontology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The category schema of a project: its classes in order, found by id or title. Immutable. */
public final class CategorySchema {
  /** The schema of a new project. */
  public static final CategorySchema EMPTY = new CategorySchema(List.of(), List.of(), List.of());

  private final List<SchemaClass> tools;
  private final List<SchemaClass> classifications;
  private final List<SchemaClass> relations;
  private final Map<String, SchemaClass> classesById = new HashMap<>();
  private final Map<String, OwnedOption> optionsById = new HashMap<>();
  private final Map<String, List<SchemaClass>> toolsByTitle = new HashMap<>();

  CategorySchema(
      List<SchemaClass> tools, List<SchemaClass> classifications, List<SchemaClass> relations) {
    this.tools = List.copyOf(tools);
    this.classifications = List.copyOf(classifications);
    this.relations = List.copyOf(relations);
    all().forEach(this::index);
    tools.forEach(
        tool -> toolsByTitle.computeIfAbsent(tool.title(), title -> new ArrayList<>()).add(tool));
  }

  private void index(SchemaClass found) {
    classesById.putIfAbsent(found.schemaId(), found);
    found
        .options()
        .forEach(
            option -> optionsById.putIfAbsent(option.schemaId(), new OwnedOption(found, option)));
  }

  /**
   * Reads a stored schema. Classes of a kind that this version does not know are left out.
   *
   * @throws IllegalArgumentException when it is not an object
   */
  public static CategorySchema of(JsonNode stored) {
    return SchemaReader.read(stored);
  }

  /**
   * Checks a schema before it is stored (ontology section 8.1).
   *
   * @param newSchemaId makes an id for a class or option that has none
   */
  public static CheckedSchema check(JsonNode raw, Supplier<String> newSchemaId) {
    return new SchemaCheck(newSchemaId, false).check(raw);
  }

  /**
   * As {@link #check}, but a class of an unknown kind is only a warning ({@code ?lenient=true}).
   */
  public static CheckedSchema checkLeniently(JsonNode raw, Supplier<String> newSchemaId) {
    return new SchemaCheck(newSchemaId, true).check(raw);
  }

  public List<SchemaClass> tools() {
    return tools;
  }

  public List<SchemaClass> classifications() {
    return classifications;
  }

  public List<SchemaClass> relations() {
    return relations;
  }

  /** Every class, nested ones included, in schema order. */
  public Stream<SchemaClass> all() {
    return Stream.of(tools, classifications, relations)
        .flatMap(List::stream)
        .flatMap(SchemaClass::withNested);
  }

  public Optional<SchemaClass> find(String schemaId) {
    return Optional.ofNullable(classesById.get(schemaId));
  }

  public Optional<OwnedOption> findOption(String schemaId) {
    return Optional.ofNullable(optionsById.get(schemaId));
  }

  /** The tools of this title and kind; more than one when the title is ambiguous. */
  public List<SchemaClass> toolsTitled(String title, String key) {
    return toolsByTitle.getOrDefault(title, List.of()).stream()
        .filter(each -> each.kind().key().equals(key))
        .toList();
  }

  /**
   * The classes, nested ones included, of this title and kind; more than one when the title is
   * ambiguous.
   */
  public List<SchemaClass> titled(String title, ClassKind kind) {
    return all().filter(each -> each.kind() == kind && each.title().equals(title)).toList();
  }
}
