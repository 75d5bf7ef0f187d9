package kalem.formats.datumaro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;

/**
 * The labels of the file. Every name is there once, as Datumaro wants it: classes of one title are
 * one label, and an option whose name is taken gets that of its question in front.
 */
final class CategoryWriter {
  private static final String SEPARATOR = ": ";

  private final Map<String, Label> labels = new LinkedHashMap<>();
  private final Map<Choice, Integer> options = new LinkedHashMap<>();
  private final Map<String, List<String>> exclusive = new LinkedHashMap<>();

  private record Choice(String question, String value) {}

  private record Label(int id, String parent, Set<String> attributes, List<String> colors) {}

  CategoryWriter(CategorySchema schema) {
    schema.tools().forEach(each -> add(each.title(), "", each));
    for (SchemaClass question : schema.classifications()) {
      if (question.kind() == ClassKind.BOOLEAN) {
        add(question.title(), "", question);
      }
    }
    for (SchemaClass question : schema.classifications()) {
      if (question.kind().isChoice()) {
        question.options().forEach(option -> add(option, question));
      }
    }
  }

  private Label add(String name, String parent, SchemaClass each) {
    Label label =
        labels.computeIfAbsent(
            name,
            made -> new Label(labels.size(), parent, new LinkedHashSet<>(), new ArrayList<>()));
    questions("", each.classifications(), label.attributes());
    each.settings().color().ifPresent(label.colors()::add);
    return label;
  }

  private static void questions(String prefix, List<SchemaClass> questions, Set<String> names) {
    for (SchemaClass question : questions) {
      names.add(prefix + question.title());
      questions(prefix + question.title() + ".", question.classifications(), names);
    }
  }

  private void add(Option option, SchemaClass question) {
    String value = option.value();
    if (value.isEmpty() || options.containsKey(new Choice(question.title(), value))) {
      return;
    }
    String name = labels.containsKey(value) ? question.title() + SEPARATOR + value : value;
    options.put(new Choice(question.title(), value), add(name, question.title(), question).id());
    if (question.kind() == ClassKind.RADIO || question.kind() == ClassKind.SINGLE_DROPDOWN) {
      exclusive.computeIfAbsent(question.title(), title -> new ArrayList<>()).add(name);
    }
  }

  /** The option without the name of its question, which may stand in front. */
  static String option(String label, String question) {
    String prefix = question + SEPARATOR;
    return label.startsWith(prefix) ? label.substring(prefix.length()) : label;
  }

  /** The number of a class or of a yes-or-no question. */
  OptionalInt of(String title) {
    Label label = labels.get(title);
    return label == null ? OptionalInt.empty() : OptionalInt.of(label.id());
  }

  /** The number of a chosen option. */
  OptionalInt of(String question, String value) {
    Integer id = options.get(new Choice(question, value));
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  void write(CompactJson json) {
    json.object().key("label").object().key("labels").array();
    labels.forEach(
        (name, label) -> {
          json.object().key("name").string(name).key("parent").string(label.parent());
          json.key("attributes").array();
          label.attributes().forEach(json::string);
          json.endArray().endObject();
        });
    json.endArray().key("label_groups").array();
    exclusive.forEach(
        (question, names) -> {
          json.object().key("name").string(question).key("group_type").string("exclusive");
          json.key("labels").array();
          names.forEach(json::string);
          json.endArray().endObject();
        });
    json.endArray().key("attributes").array().endArray().endObject();
    colors(json);
    json.endObject();
  }

  private void colors(CompactJson json) {
    List<Label> colored =
        labels.values().stream()
            .filter(label -> label.colors().stream().anyMatch(CategoryWriter::isColor))
            .toList();
    if (colored.isEmpty()) {
      return;
    }
    json.key("mask").object().key("colormap").array();
    for (Label label : colored) {
      String text =
          label.colors().stream().filter(CategoryWriter::isColor).findFirst().orElseThrow();
      int color = Integer.parseInt(text.substring(1), 16);
      json.object().key("label_id").number((long) label.id());
      json.key("r").number((long) (color >> 16)).key("g").number((long) ((color >> 8) & 0xFF));
      json.key("b").number((long) (color & 0xFF)).endObject();
    }
    json.endArray().endObject();
  }

  private static boolean isColor(String text) {
    return text.matches("#[0-9A-Fa-f]{6}");
  }
}
