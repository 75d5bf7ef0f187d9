package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.Spline;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.ClassSettings;
import kalem.annotation.ontology.Limits;
import kalem.annotation.ontology.SchemaClass;

/**
 * Finds what breaks the limits of its class when a task is submitted (ontology sections 3 and 5.5):
 * too few or too many objects, vertices, chosen options or characters, and texts that miss their
 * pattern.
 */
final class LimitCheck {
  private final CategorySchema schema;
  private final SubmitFacts facts;
  private final List<MissingItem> broken = new ArrayList<>();

  /** What was told already: the frames of one object mostly have one and the same fault. */
  private final Set<Told> told = new HashSet<>();

  private LimitCheck(CategorySchema schema, SubmitFacts facts) {
    this.schema = schema;
    this.facts = facts;
  }

  /**
   * Everything broken: first how many objects there are, then what is wrong with single entries.
   */
  static List<MissingItem> broken(CategorySchema schema, Answer answer, SubmitFacts facts) {
    LimitCheck check = new LimitCheck(schema, facts);
    for (SchemaClass each : schema.tools()) {
      check.counts(each, answer.tools());
    }
    check.entries(answer.tools(), "tools");
    check.entries(answer.classifications(), "classifications");
    check.entries(answer.relations(), "relations");
    return check.broken;
  }

  private void counts(SchemaClass counted, List<ToolObject> objects) {
    Limits limits = counted.settings().count();
    if (limits.equals(Limits.NONE) || counted.kind().isPainted() || !facts.fits().test(counted)) {
      return;
    }
    Map<Integer, Set<String>> idsByPage = new HashMap<>();
    for (ToolObject object : objects) {
      if (object.schemaId().equals(counted.schemaId())) {
        int page = counted.settings().perPage() ? object.pageOrFirst() : 0;
        idsByPage.computeIfAbsent(page, _ -> new HashSet<>()).add(object.objectId());
      }
    }
    boolean hasBarePage = idsByPage.size() < pages(counted);
    String where = counted.settings().perPage() ? " on each page" : "";
    Stream.concat(
            hasBarePage ? Stream.of(0) : Stream.empty(), idsByPage.values().stream().map(Set::size))
        .flatMap(count -> fault(limits, count, "object").stream())
        .distinct()
        .forEach(
            fault ->
                broken.add(
                    new MissingItem(
                        counted.schemaId(),
                        Optional.empty(),
                        "tools",
                        "\"" + counted.title() + "\" needs " + fault + where + ".")));
  }

  private int pages(SchemaClass counted) {
    return counted.settings().perPage() ? facts.pageTotal().orElse(0) : 1;
  }

  private void entries(List<? extends Entry> entries, String path) {
    for (int i = 0; i < entries.size(); i++) {
      String at = path + "[" + i + "]";
      Entry entry = entries.get(i);
      schema.find(entry.schemaId()).ifPresent(known -> entry(entry, known, at));
      entries(entry.classifications(), at + ".classifications");
    }
  }

  private void entry(Entry entry, SchemaClass known, String path) {
    Optional<String> fault =
        switch (entry) {
          case ToolObject object -> vertices(object, known.settings());
          case ClassificationAnswer answered -> answer(answered.answer(), known);
          case Relation _ -> Optional.empty();
        };
    fault
        .filter(reason -> told.add(new Told(known.schemaId(), entry.objectId(), reason)))
        .ifPresent(
            reason ->
                broken.add(
                    new MissingItem(
                        known.schemaId(),
                        Optional.of(entry.objectId()),
                        path,
                        "\"" + known.title() + "\" needs " + reason + ".")));
  }

  private static Optional<String> vertices(ToolObject object, ClassSettings settings) {
    return switch (object.geometry()) {
      case Polygon polygon -> fault(settings.points(), polygon.points().size(), "point");
      case Polyline line -> fault(settings.points(), line.points().size(), "point");
      case Spline spline -> fault(settings.points(), spline.knots().size(), "point");
      default -> Optional.empty();
    };
  }

  private static Optional<String> answer(AnswerValue answer, SchemaClass question) {
    ClassSettings settings = question.settings();
    return switch (answer) {
      case AnswerValue.Several(List<String> values) when question.kind() != ClassKind.RANK ->
          fault(settings.selections(), chosen(values, question), "option");
      case AnswerValue.Single(String text) when question.kind() == ClassKind.TEXT ->
          text(settings.richText() ? PlainText.of(text) : text, settings);
      default -> Optional.empty();
    };
  }

  /** In a tree the nodes above a chosen one are ticked too and do not count. */
  private static int chosen(List<String> values, SchemaClass question) {
    Set<String> above = new HashSet<>();
    for (String value : values) {
      question.optionOfValue(value).ifPresent(option -> above.addAll(option.ancestors()));
    }
    return (int) values.stream().filter(value -> !above.contains(value)).count();
  }

  private static Optional<String> text(String text, ClassSettings settings) {
    return fault(settings.length(), text.length(), "character")
        .or(
            () ->
                settings.regex().stream().anyMatch(regex -> !regex.matches(text))
                    ? Optional.of("a text that matches its pattern")
                    : Optional.empty());
  }

  private static Optional<String> fault(Limits limits, int count, String what) {
    if (limits.allow(count)) {
      return Optional.empty();
    }
    boolean isTooFew = limits.least().isPresent() && count < limits.least().getAsInt();
    int limit = isTooFew ? limits.least().getAsInt() : limits.most().getAsInt();
    String amount = limit + " " + what + (limit == 1 ? "" : "s");
    return Optional.of((isTooFew ? "at least " : "at most ") + amount);
  }

  private record Told(String schemaId, String objectId, String reason) {}
}
