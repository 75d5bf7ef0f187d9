package kalem.formats.cvat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.ontology.Section;

/** The labels a file declares: classes of one title are one label, whatever their kinds. */
final class CvatLabels {
  /** Of a tag that is more than present: the answer. */
  static final String ANSWER = "answer";

  /** The question that CVAT has a mark for. */
  static final String OCCLUDED = "occluded";

  private final Map<String, Label> labels = new LinkedHashMap<>();

  private record Label(
      Set<String> types, List<String> colors, Map<String, SchemaClass> attributes) {
    Label() {
      this(new TreeSet<>(), new ArrayList<>(), new LinkedHashMap<>());
    }

    /** CVAT's name of the shapes; {@code any} when there are several. */
    String type() {
      return types.size() == 1 ? types.iterator().next() : "any";
    }
  }

  CvatLabels(CategorySchema schema) {
    schema.tools().forEach(this::add);
    for (SchemaClass each : schema.classifications()) {
      Label label = add(each);
      if (each.kind() != ClassKind.BOOLEAN) {
        label.attributes().putIfAbsent(ANSWER, each);
      }
    }
  }

  private Label add(SchemaClass each) {
    Label label = labels.computeIfAbsent(each.title(), title -> new Label());
    label.types().add(type(each.kind()));
    each.settings().color().ifPresent(label.colors()::add);
    questions(each.classifications(), "", label);
    return label;
  }

  private static void questions(List<SchemaClass> questions, String prefix, Label label) {
    for (SchemaClass question : questions) {
      String name = prefix + question.title();
      if (!name.equals(OCCLUDED)) {
        label.attributes().putIfAbsent(name, question);
      }
      questions(question.classifications(), name + ".", label);
    }
  }

  private static String type(ClassKind kind) {
    return switch (kind) {
      case BOUNDING_BOX, ROTATED_BOUNDING_BOX -> "rectangle";
      case POLYGON -> "polygon";
      case POLYLINE, SPLINE -> "polyline";
      case POINT -> "points";
      case CIRCLE -> "ellipse";
      case SEGMENTATION, BRUSH -> "mask";
      default -> kind.section() == Section.TOOLS ? "any" : "tag";
    };
  }

  void write(XmlWriter xml) throws IOException {
    xml.open("labels");
    for (Map.Entry<String, Label> each : labels.entrySet()) {
      Label label = each.getValue();
      xml.open("label").element("name", each.getKey());
      if (!label.colors().isEmpty()) {
        xml.element("color", label.colors().getFirst());
      }
      xml.element("type", label.type()).open("attributes");
      for (Map.Entry<String, SchemaClass> attribute : label.attributes().entrySet()) {
        write(attribute.getKey(), attribute.getValue(), xml);
      }
      xml.close("attributes").close("label");
    }
    xml.close("labels");
  }

  private static void write(String name, SchemaClass question, XmlWriter xml) throws IOException {
    xml.open("attribute").element("name", name).element("mutable", "True");
    xml.element("input_type", inputType(question.kind())).element("default_value", "");
    xml.element("values", values(question)).close("attribute");
  }

  private static String inputType(ClassKind kind) {
    return switch (kind) {
      case RADIO, SINGLE_DROPDOWN -> "select";
      case BOOLEAN -> "checkbox";
      default -> "text";
    };
  }

  private static String values(SchemaClass question) {
    return question.kind() == ClassKind.RADIO || question.kind() == ClassKind.SINGLE_DROPDOWN
        ? question.options().stream().map(Option::value).collect(Collectors.joining("\n"))
        : "";
  }
}
