package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.ClassificationReader.Scope;
import kalem.annotation.answer.RelationReader.Placed;
import kalem.annotation.json.JsonPart;
import kalem.annotation.ontology.CategorySchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

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
  private final ObjectIds ids;
  private final ToolReader tools;
  private final PlainObjects plain;
  private final ClassificationReader answers;
  private final RelationReader relations;

  private AnswerReader(CategorySchema schema, IntakeContext context) {
    IntakeState state = IntakeState.begin(schema, context);
    this.context = context;
    this.schema = schema;
    this.report = state.report();
    this.previous = state.previous();
    this.answers = new ClassificationReader(state);
    this.ids = state.ids();
    this.tools = new ToolReader(state, answers);
    this.plain = new PlainObjects(state);
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

  /** As {@link #read(CategorySchema, JsonNode, IntakeContext)}. */
  public static Intake read(CategorySchema schema, LabelSource source, IntakeContext context) {
    AnswerReader reader = new AnswerReader(schema, context);
    return switch (source) {
      case LabelSource.Tree(JsonNode tree) -> reader.whole(tree);
      case LabelSource.Text text -> reader.whole(text);
    };
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
    return finish(objects, answered, placed, existing());
  }

  private Intake whole(LabelSource.Text text) {
    List<ToolObject> objects = new ArrayList<>();
    text.tools()
        .forEach(
            list ->
                each(list, (entry, place) -> objects.addAll(objects(entry, place)), objects::add));
    List<ClassificationAnswer> answered = new ArrayList<>();
    text.classifications()
        .ifPresent(
            list ->
                answered.addAll(
                    answers.readAll(tree(list), path(list), Scope.top(schema.classifications()))));
    List<Placed> placed = new ArrayList<>();
    text.relations()
        .ifPresent(
            list ->
                each(
                    tree(list),
                    path(list),
                    (entry, place) -> relations.read(entry, place).ifPresent(placed::add)));
    return finish(objects, answered, placed, existing());
  }

  /** An import adds to the answer before; any other answer replaces it. */
  private Set<String> existing() {
    return context.policy() == IntakePolicy.IMPORT ? context.previous().objectIds() : Set.of();
  }

  private String path(LabelSource.Found list) {
    return member(context.path(), list.path());
  }

  /** The list, or nothing where a text or number in it is beyond all limits. */
  private JsonNode tree(LabelSource.Found list) {
    try {
      return list.value().tree();
    } catch (JacksonException beyond) {
      unreadable(path(list), beyond);
      return MissingNode.getInstance();
    }
  }

  private void unreadable(String path, JacksonException beyond) {
    report.fault(
        ProblemCode.NOT_JSON, path, "This can not be read: " + beyond.getOriginalMessage());
  }

  /** Reads objects from tokens where that is possible, else from a tree of the one object. */
  private void each(LabelSource.Found list, EntryAction tree, Consumer<ToolObject> read) {
    String path = path(list);
    try (JsonParser tokens = list.value().tokens()) {
      JsonToken first = tokens.nextToken();
      if (first != JsonToken.START_ARRAY) {
        each(list.value().tree(), path, tree);
        return;
      }
      int depth = tokens.streamReadContext().getNestingDepth();
      for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
        long from = tokens.currentTokenLocation().getByteOffset();
        Optional<ToolObject> object = plain.read(tokens);
        if (object.isPresent()) {
          tools.read(object.get(), path, i).ifPresent(read);
        } else {
          LongText.toEnd(tokens, depth);
          long to = tokens.currentLocation().getByteOffset();
          entry(list.value().part(from, to), path + "[" + i + "]", tree);
        }
      }
    } catch (JacksonException beyond) {
      unreadable(path, beyond);
    }
  }

  private void entry(JsonPart part, String path, EntryAction tree) {
    try {
      tree.on(part.tree(), path);
    } catch (JacksonException beyond) {
      unreadable(path, beyond);
    }
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
    List<ToolObject> stored = FrameEntries.stored(objects, ids.hasRepeats());
    Answer read = new Answer(stored, answered, linked(objects, answered, placed, existing));
    return report.with(new Stamp(previous, context.author()).on(read));
  }

  private List<Relation> linked(
      List<ToolObject> objects,
      List<ClassificationAnswer> answered,
      List<Placed> placed,
      Set<String> existing) {
    if (placed.isEmpty()) {
      return List.of();
    }
    Set<String> ends = new HashSet<>(existing);
    Stream.<Entry>concat(objects.stream(), answered.stream())
        .flatMap(Entry::objectIds)
        .forEach(ends::add);
    return relations.withEnds(placed, ends);
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
