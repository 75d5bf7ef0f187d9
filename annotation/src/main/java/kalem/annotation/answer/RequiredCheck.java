package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;

/**
 * Finds what keeps a task from being submitted: what is required and not there, and what breaks the
 * limits of its class (ontology section 8.2).
 */
public final class RequiredCheck {
  private final CategorySchema schema;
  private final SubmitFacts facts;
  private final List<MissingItem> missing = new ArrayList<>();

  private RequiredCheck(CategorySchema schema, SubmitFacts facts) {
    this.schema = schema;
    this.facts = facts;
  }

  /**
   * Everything missing, in schema order: first what the asset lacks, then what single entries lack;
   * after that the limits that are broken.
   */
  public static List<MissingItem> missing(CategorySchema schema, Answer answer, SubmitFacts facts) {
    RequiredCheck check = new RequiredCheck(schema, facts);
    check.whole(answer);
    check.missing.addAll(LimitCheck.broken(schema, answer, facts));
    return List.copyOf(check.missing);
  }

  private void whole(Answer answer) {
    labels(schema.tools(), answer.tools(), "tools");
    labels(schema.classifications(), answer.classifications(), "classifications");
    labels(schema.relations(), answer.relations(), "relations");
    tracked(answer.tools(), "tools");
    tracked(answer.classifications(), "classifications");
    tracked(answer.relations(), "relations");
  }

  private void labels(List<SchemaClass> classes, List<? extends Entry> entries, String path) {
    for (SchemaClass each : classes) {
      if (each.required() && facts.fits().test(each) && !isLabeled(each, entries)) {
        String message = "\"" + each.title() + "\" is required.";
        missing.add(new MissingItem(each.schemaId(), Optional.empty(), path, message));
      }
    }
  }

  private boolean isLabeled(SchemaClass required, List<? extends Entry> entries) {
    return required.kind().isPainted()
        ? facts.isPainted().test(required)
        : isAnswered(required, entries.stream());
  }

  private static boolean isAnswered(SchemaClass required, Stream<? extends Entry> entries) {
    return entries.anyMatch(
        entry ->
            entry.schemaId().equals(required.schemaId())
                && !entry.marks().interpolationStopped()
                && isComplete(required, entry));
  }

  /** A ranking is complete when every option has its place. */
  private static boolean isComplete(SchemaClass required, Entry entry) {
    boolean needsAll = required.kind() == ClassKind.RANK && !required.settings().allowPartial();
    return !needsAll
        || !(entry instanceof ClassificationAnswer ranked)
        || ranked.answer().values().size() >= required.options().size();
  }

  /** The frames of one object on a video answer together. */
  private void tracked(List<? extends Entry> entries, String path) {
    Map<String, Tracked> byId = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      String at = path + "[" + i + "]";
      byId.computeIfAbsent(entries.get(i).objectId(), _ -> new Tracked(at, new ArrayList<>()))
          .frames()
          .add(entries.get(i));
    }
    byId.values().forEach(this::nested);
  }

  private void nested(Tracked tracked) {
    schema
        .find(tracked.frames().getFirst().schemaId())
        .ifPresent(
            parent -> {
              for (SchemaClass question : parent.classifications()) {
                nested(tracked, parent, question);
              }
              List<ClassificationAnswer> below =
                  tracked.frames().stream()
                      .flatMap(frame -> frame.classifications().stream())
                      .toList();
              tracked(below, tracked.path() + ".classifications");
            });
  }

  private void nested(Tracked tracked, SchemaClass parent, SchemaClass question) {
    boolean isAsked =
        tracked.frames().stream().anyMatch(frame -> Reveal.isOpen(question, parent, answer(frame)));
    Stream<ClassificationAnswer> answers =
        tracked.frames().stream().flatMap(frame -> frame.classifications().stream());
    if (question.required() && isAsked && !isAnswered(question, answers)) {
      missing.add(
          new MissingItem(
              question.schemaId(),
              Optional.of(tracked.frames().getFirst().objectId()),
              tracked.path() + ".classifications",
              "\"" + question.title() + "\" is required under \"" + parent.title() + "\"."));
    }
  }

  private static Optional<AnswerValue> answer(Entry entry) {
    return entry instanceof ClassificationAnswer answered
        ? Optional.of(answered.answer())
        : Optional.empty();
  }

  private record Tracked(String path, List<Entry> frames) {}
}
