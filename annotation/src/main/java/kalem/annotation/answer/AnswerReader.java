package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.ClassificationReader.Scope;
import kalem.annotation.answer.RelationReader.Placed;
import kalem.annotation.ontology.CategorySchema;
import tools.jackson.databind.JsonNode;

/**
 * Reads labels that come from outside into an answer, reporting every fault at once. A reader reads
 * one text; its parts share the object ids met so far.
 */
public final class AnswerReader {
  private static final String[] WRAPPERS = {"task", "answer"};
  private static final String[] TOOL_KEYS = {"tools", "objects"};

  private final IntakeContext context;
  private final CategorySchema schema;
  private final IntakeReport report;
  private final PreviousEntries previous;
  private final ToolReader tools;
  private final ClassificationReader answers;
  private final RelationReader relations;

  private AnswerReader(CategorySchema schema, IntakeContext context) {
    IntakeState state = IntakeState.begin(schema, context);
    this.context = context;
    this.schema = schema;
    this.report = state.report();
    this.previous = state.previous();
    this.answers = new ClassificationReader(state);
    this.tools = new ToolReader(state, answers);
    this.relations = new RelationReader(state, answers);
  }

  /**
   * Reads a whole answer: the lists may stand at the top, under {@code answer}, or under {@code
   * task} as in an export row; {@code objects} and {@code tools} mean the same (import-format
   * section 2.2). Missing lists are empty.
   */
  public static Intake read(CategorySchema schema, JsonNode source, IntakeContext context) {
    return new AnswerReader(schema, context).whole(source);
  }

  /**
   * Reads single entries of a draft, each a tool object, an answer or a relation; relations may end
   * in entries of the previous answer. The result is meant for {@link Answer#apply}.
   */
  public static Intake readUpserts(CategorySchema schema, JsonNode list, IntakeContext context) {
    return new AnswerReader(schema, context).upserts(list);
  }

  private Intake whole(JsonNode source) {
    JsonNode node = source;
    String path = context.path();
    for (String wrapper : WRAPPERS) {
      if (node.path(wrapper).isObject()) {
        node = node.get(wrapper);
        path = member(path, wrapper);
      }
    }
    if (!node.isObject()) {
      report.fault(ProblemCode.NOT_AN_OBJECT, path, "Labels must be an object.");
      return report.with(Answer.EMPTY);
    }
    List<ToolObject> objects = new ArrayList<>();
    for (String key : TOOL_KEYS) {
      String at = member(path, key);
      each(node.path(key), at, (entry, place) -> objects.addAll(objects(entry, place)));
    }
    List<ClassificationAnswer> answered =
        answers.readAll(
            node.path("classifications"),
            member(path, "classifications"),
            Scope.top(schema.classifications()));
    List<Placed> placed = new ArrayList<>();
    each(
        node.path("relations"),
        member(path, "relations"),
        (entry, place) -> relations.read(entry, place).ifPresent(placed::add));
    return finish(objects, answered, placed, Set.of());
  }

  private Intake upserts(JsonNode list) {
    List<ToolObject> objects = new ArrayList<>();
    List<ClassificationAnswer> answered = new ArrayList<>();
    List<Placed> placed = new ArrayList<>();
    each(
        list,
        context.path(),
        (entry, place) -> {
          if (entry.has("from") || entry.has("group")) {
            relations.read(entry, place).ifPresent(placed::add);
          } else if (entry.has("answer")) {
            answered.addAll(answers.readOne(entry, place, Scope.top(schema.classifications())));
          } else {
            objects.addAll(objects(entry, place));
          }
        });
    return finish(objects, answered, placed, context.previous().objectIds());
  }

  private List<ToolObject> objects(JsonNode entry, String path) {
    return TrackForm.flat(entry, context.asset().pageTotal()).stream()
        .flatMap(frame -> tools.read(frame.object(), path + frame.path()).stream())
        .toList();
  }

  private Intake finish(
      List<ToolObject> objects,
      List<ClassificationAnswer> answered,
      List<Placed> placed,
      Set<String> existing) {
    Set<String> ends = new HashSet<>(existing);
    Stream.<Entry>concat(objects.stream(), answered.stream())
        .flatMap(Entry::objectIds)
        .forEach(ends::add);
    Answer read =
        new Answer(FrameEntries.stored(objects), answered, relations.withEnds(placed, ends));
    return report.with(new Stamp(previous, context.author()).on(read));
  }

  private void each(JsonNode list, String path, EntryAction action) {
    if (list.isMissingNode() || list.isNull()) {
      return;
    }
    if (!list.isArray()) {
      report.fault(ProblemCode.NOT_A_LIST, path, "Must be a list.");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      action.on(list.get(i), path + "[" + i + "]");
    }
  }

  private static String member(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private interface EntryAction {
    void on(JsonNode entry, String path);
  }
}
