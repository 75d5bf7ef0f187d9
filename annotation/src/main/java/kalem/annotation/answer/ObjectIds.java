package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.IdUses.Place;
import tools.jackson.databind.JsonNode;

/**
 * Object ids of one intake: kept as given, made when missing, and used once per page (import-format
 * section 3.3).
 */
final class ObjectIds {
  private static final int LONGEST = 64;

  private final Supplier<String> newObjectId;
  private final IntakeReport report;
  private final IdUses uses;
  private boolean hasRepeats;

  ObjectIds(Supplier<String> newObjectId, IdUses uses, IntakeReport report) {
    this.newObjectId = newObjectId;
    this.uses = uses;
    this.report = report;
  }

  /** The id of the entry; nothing when it is no valid one. */
  Optional<String> of(JsonNode node, String path) {
    JsonNode given = node.path("objectId");
    String id = EntryFields.id(node, "objectId");
    if (given.isMissingNode() || given.isNull() || (given.isString() && id.isEmpty())) {
      return Optional.of(newObjectId.get());
    }
    if (!given.isString() || id.length() > LONGEST) {
      report.fault(
          ProblemCode.BAD_OBJECT_ID,
          path + ".objectId",
          "An objectId is a text of 1 to " + LONGEST + " characters.");
      return Optional.empty();
    }
    return Optional.of(id);
  }

  /** An id for an entry that has none. */
  String make() {
    return newObjectId.get();
  }

  /** Whether any id was used twice on one page. */
  boolean hasRepeats() {
    return hasRepeats;
  }

  /** Whether this entry is the first of its id and page. */
  boolean isFirst(Entry entry, String path) {
    return earlier(entry, new Place(path, Place.NO_INDEX, entry instanceof ToolObject)).isEmpty();
  }

  /**
   * Whether this object is the first of its id and page, or replaces another object there (editors
   * section 6.6, rule 23).
   */
  boolean isFirstOrLater(ToolObject object, String path) {
    return isFirstOrLater(object, path, Place.NO_INDEX);
  }

  /** As {@link #isFirstOrLater(ToolObject, String)}, for an entry of a list. */
  boolean isFirstOrLater(ToolObject object, String list, int index) {
    return earlier(object, new Place(list, index, true))
        .filter(place -> !place.isObject())
        .isEmpty();
  }

  private Optional<Place> earlier(Entry entry, Place place) {
    Optional<Place> first = uses.use(entry.key(), place);
    if (first.isPresent()) {
      hasRepeats = true;
      repeated(entry, place.path(), first.get().path());
    }
    return first;
  }

  /** Reports that an id was used before. */
  void repeated(Entry entry, String path, String earlier) {
    report.fault(
        ProblemCode.DUPLICATE_OBJECT_ID,
        path + ".objectId",
        "The objectId \"" + entry.objectId() + "\" is already used by " + earlier + ".");
  }

  /** Answers that were read without a schema, with ids made where there were none. */
  List<ClassificationAnswer> complete(List<ClassificationAnswer> nested) {
    return nested.stream().map(this::complete).toList();
  }

  private ClassificationAnswer complete(ClassificationAnswer each) {
    return new ClassificationAnswer(
        each.objectId().isEmpty() ? newObjectId.get() : each.objectId(),
        each.schemaId(),
        each.tool(),
        each.title(),
        each.answer(),
        each.marks(),
        complete(each.classifications()),
        each.metadata(),
        each.extras());
  }
}
