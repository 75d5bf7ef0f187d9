package kalem.formats.datumaro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.FoundClasses.Found;
import tools.jackson.databind.JsonNode;

/** The labels that a file declares. */
final class CategoryReader {
  private final List<Label> labels = new ArrayList<>();

  /**
   * A label.
   *
   * @param question the question whose option it is, when it is one
   * @param option the name without that of the question
   */
  record Label(String name, Optional<String> question, String option) {}

  /** Reads the {@code categories} of a file and notes the options of its questions. */
  static CategoryReader of(JsonNode categories, FoundClasses classes) {
    CategoryReader reader = new CategoryReader();
    JsonNode label = categories.path("label");
    Map<String, String> groups = new HashMap<>();
    for (JsonNode group : label.path("label_groups")) {
      String name = group.path("name").asString("");
      group.path("labels").forEach(each -> groups.putIfAbsent(each.asString(""), name));
    }
    for (JsonNode each : label.path("labels")) {
      reader.add(each, groups, classes);
    }
    return reader;
  }

  private void add(JsonNode node, Map<String, String> groups, FoundClasses classes) {
    String name = node.path("name").asString("");
    Optional<String> question =
        ForeignJson.text(node.path("parent")).or(() -> Optional.ofNullable(groups.get(name)));
    String option = question.map(title -> CategoryWriter.option(name, title)).orElse(name);
    labels.add(new Label(name, question, option));
    if (question.isPresent() && groups.containsKey(name)) {
      Found found = classes.question(question.get());
      found.declareOption(option);
    }
  }

  /** The label of this number. */
  Optional<Label> find(JsonNode id) {
    OptionalLong number = ForeignJson.whole(id);
    return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() < labels.size()
        ? Optional.of(labels.get((int) number.getAsLong())).filter(each -> !each.name().isEmpty())
        : Optional.empty();
  }
}
