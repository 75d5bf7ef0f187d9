package kalem.annotation.answer;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kalem.annotation.LongIndex;
import kalem.annotation.json.JsonPart;
import kalem.annotation.ontology.CategorySchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads labels that are too large to be held, such as every frame of a long video, entry by entry
 * and in two rounds: the first finds out which entries count, the second hands them on. What they
 * mean is decided by the same readers as in {@link AnswerReader}.
 */
public final class LongAnswerReader implements AutoCloseable {
  private final CategorySchema schema;
  private final LabelSource.Text text;
  private final IntakeContext context;
  private final UnaryOperator<Answer> reduction;
  private final FrameIndex index = new FrameIndex();
  private @Nullable FrameSelection selection;

  /** Made when they are asked for: only labels that are added to others need them. */
  private @Nullable LongIndex keys;

  private @Nullable Set<String> answered;

  /** Hashes of the ids that relations may end in. */
  private final LongIndex ids = new LongIndex();

  /**
   * A reader before its first round.
   *
   * @param reduction takes from the entries of one object, which are on every frame, those that
   *     interpolation gives back
   */
  public LongAnswerReader(
      CategorySchema schema,
      LabelSource.Text text,
      IntakeContext context,
      UnaryOperator<Answer> reduction) {
    this.schema = schema;
    this.text = text;
    this.context = context;
    this.reduction = reduction;
  }

  /**
   * The first round.
   *
   * @param each called for every entry; what it throws ends the round
   * @return false when there are more entries than can be read
   */
  public boolean begin(Runnable each) {
    Counter number = new Counter();
    IntakeState silent = state(IdUses.forgotten(), number);
    ToolReader tools = new ToolReader(silent, new ClassificationReader(silent));
    if (!count(silent, tools, number, each)) {
      return false;
    }
    selection = FrameSelection.of(index, reduction, entry -> again(entry).orElseThrow());
    return true;
  }

  /**
   * Tells of an entry of the answer before, which stays unless something here takes its place; to
   * be asked between the rounds. Relations may then end in it.
   *
   * @return whether it stays
   */
  public boolean keeps(Entry before) {
    boolean isReplaced =
        switch (before) {
          case ToolObject object -> keys().contains(hash(object));
          case ClassificationAnswer answer -> answered().contains(answer.schemaId());
          case Relation relation -> false;
        };
    if (!isReplaced) {
      before.objectIds().forEach(id -> ids.add(FrameIndex.hash(id), 0));
    }
    return !isReplaced;
  }

  /**
   * The second round: hands on every entry that counts, and now and then what was found meanwhile.
   *
   * @param found gets intakes without an answer
   */
  public void read(Consumer<Entry> entries, Consumer<Intake> found) {
    new Round(Objects.requireNonNull(selection), entries, found).run();
  }

  private static long hash(Entry entry) {
    return FrameIndex.hash(FrameIndex.hash(entry.objectId()), entry.marks().page().orElse(-1));
  }

  /** Objects and pages of all entries. */
  private LongIndex keys() {
    LongIndex known = keys;
    if (known == null) {
      known = new LongIndex();
      for (int entry = 0; entry < index.size(); entry++) {
        known.add(FrameIndex.hash(index.object(entry), index.page(entry)), 0);
      }
      keys = known;
    }
    return known;
  }

  /** Ids of the questions that are answered. */
  private Set<String> answered() {
    Set<String> known = answered;
    if (known == null) {
      Set<String> found = new HashSet<>();
      IntakeState silent = state(IdUses.forgotten(), new Counter());
      text.classifications()
          .ifPresent(
              list ->
                  new LongQuestions(schema, list, "")
                      .read(
                          silent,
                          silent,
                          silent.report()::take,
                          answer -> found.add(answer.schemaId())));
      known = found;
      answered = found;
    }
    return known;
  }

  /** Numbers the objects in order. */
  private static final class Counter {
    private int next;
  }

  private IntakeState state(IdUses uses, Counter number) {
    return IntakeState.begin(
        schema, context, uses, new LastShapes.OfSome(() -> number.next, this::again));
  }

  private boolean count(IntakeState state, ToolReader tools, Counter number, Runnable each) {
    try {
      new ObjectWalk(
              text,
              state,
              tools,
              () -> {
                each.run();
                state.report().take();
              })
          .walk(
              (object, path, from, length, flags) -> {
                Marks marks = object.marks();
                index.add(
                    FrameIndex.hash(object.objectId()),
                    marks.page().orElse(-1),
                    from,
                    length,
                    flags
                        | (marks.keyFrame() ? FrameIndex.KEY_FRAME : 0)
                        | (marks.interpolationStopped() ? FrameIndex.STOPPED : 0));
                number.next++;
              });
      return true;
    } catch (FrameIndex.FullException full) {
      return false;
    }
  }

  /** Reads an object of the flat form again; nothing of the track form. */
  private Optional<ToolObject> again(int entry) {
    if (index.is(entry, FrameIndex.OF_TRACK)) {
      return Optional.empty();
    }
    JsonPart list = text.tools().get(index.is(entry, FrameIndex.IN_SECOND_LIST) ? 1 : 0).value();
    JsonPart part = list.part(index.from(entry), index.from(entry) + index.length(entry));
    IntakeState alone =
        IntakeState.begin(
            schema,
            context,
            IdUses.forgotten(),
            new LastShapes.OfSome(() -> 0, number -> Optional.empty()));
    try (JsonParser tokens = part.tokens()) {
      tokens.nextToken();
      Optional<ToolObject> plain = new PlainObjects(alone).read(tokens);
      return plain.isPresent()
          ? plain
          : new ToolReader(alone, new ClassificationReader(alone)).read(part.tree(), "");
    }
  }

  /** The second round. */
  private final class Round {
    private final FrameSelection selection;
    private final Consumer<Entry> entries;
    private final Consumer<Intake> found;
    private final Counter number = new Counter();
    private final LongIndex used = new LongIndex();
    private final IntakeState state;
    private final Stamp stamp;
    private final boolean hasOthers;

    Round(FrameSelection selection, Consumer<Entry> entries, Consumer<Intake> found) {
      this.selection = selection;
      this.entries = entries;
      this.found = found;
      this.state = state(IdUses.counted(used), number);
      this.stamp = new Stamp(state.previous(), context.author());
      this.hasOthers = text.classifications().isPresent() || text.relations().isPresent();
    }

    void run() {
      IntakeState objects = state(IdUses.forgotten(), number);
      ToolReader reader = new ToolReader(objects, new ClassificationReader(objects));
      new ObjectWalk(text, objects, reader, () -> found.accept(objects.report().take()))
          .walk((object, path, from, length, flags) -> object(object, path, objects));
      found.accept(objects.report().take());
      questions();
      relations();
      tell();
    }

    private void object(ToolObject object, ObjectWalk.Path path, IntakeState objects) {
      int entry = number.next++;
      if (selection.isRepeat(entry)) {
        objects.ids().repeated(object, path.text(), "an entry before it");
      }
      if (!selection.isDropped(entry)) {
        ToolObject unmarked = FrameEntries.unmarked(object);
        hand(stamp.on(unmarked));
        if (hasOthers) {
          used.add(
              FrameIndex.hash(FrameIndex.hash(object.objectId()), object.marks().page().orElse(-1)),
              0);
        }
      }
    }

    private void hand(Entry entry) {
      if (text.relations().isPresent()) {
        entry.objectIds().forEach(id -> ids.add(FrameIndex.hash(id), 0));
      }
      entries.accept(entry);
    }

    private void questions() {
      text.classifications()
          .ifPresent(
              list ->
                  new LongQuestions(schema, list, path(list))
                      .read(silent(), state, this::tell, answer -> hand(stamp.on(answer))));
    }

    private void relations() {
      text.relations()
          .ifPresent(
              list ->
                  new LongRelations(list, path(list))
                      .read(
                          ids,
                          this::silent,
                          state,
                          this::tell,
                          relation -> hand(stamp.on(relation))));
    }

    private void tell() {
      found.accept(state.report().take());
    }

    private IntakeState silent() {
      return state(IdUses.forgotten(), number);
    }

    private String path(LabelSource.Found list) {
      return context.path().isEmpty() ? list.path() : context.path() + "." + list.path();
    }
  }

  @Override
  public void close() {
    index.close();
  }
}
