package kalem.annotation.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kalem.annotation.ProblemCode;
import tools.jackson.databind.JsonNode;

/**
 * Object ids of one intake: kept as given, made when missing, and used once per page (import-format
 * section 3.3).
 */
final class ObjectIds {
  private static final int LONGEST = 64;

  private final Supplier<String> newObjectId;
  private final IntakeReport report;
  private final Map<EntryKey, Place> placesByKey = new HashMap<>();

  ObjectIds(Supplier<String> newObjectId, IntakeReport report) {
    this.newObjectId = newObjectId;
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

  /** Whether this entry is the first of its id and page. */
  boolean isFirst(Entry entry, String path) {
    return earlier(entry, path).isEmpty();
  }

  /**
   * Whether this object is the first of its id and page, or replaces another object there (editors
   * section 6.6, rule 23).
   */
  boolean isFirstOrLater(ToolObject object, String path) {
    return earlier(object, path).filter(place -> !place.isObject).isEmpty();
  }

  private Optional<Place> earlier(Entry entry, String path) {
    Place place = new Place(path, entry instanceof ToolObject);
    Place first = placesByKey.putIfAbsent(entry.key(), place);
    if (first != null) {
      report.fault(
          ProblemCode.DUPLICATE_OBJECT_ID,
          path + ".objectId",
          "The objectId \"" + entry.objectId() + "\" is already used by " + first.path + ".");
    }
    return Optional.ofNullable(first);
  }

  private record Place(String path, boolean isObject) {}

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
