package kalem.formats.cvat;

import java.util.LinkedHashMap;
import java.util.Map;
import kalem.formats.FormatReport;
import kalem.formats.image.ImageLabels.Labeled;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes attributes over as answers. */
final class Answers {
  private final Declared declared;
  private final FormatReport report;

  Answers(Declared declared, FormatReport report) {
    this.declared = declared;
    this.report = report;
  }

  /** The attributes of a shape as named answers. */
  Map<String, JsonNode> of(String label, Element element) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    element
        .attributes()
        .forEach((name, text) -> named.put(name, declared.answer(label, name, text)));
    if (element.isMarked(CvatLabels.OCCLUDED)) {
      named.put(CvatLabels.OCCLUDED, JsonNodeFactory.instance.booleanNode(true));
    }
    return named;
  }

  /** Adds them to an object. */
  void add(String label, Element element, Labeled object, String place) {
    declared.note(label, object.found());
    object
        .answers(of(label, element))
        .forEach(name -> report.leftOut("An attribute without a value.", place + ": " + name));
  }
}
