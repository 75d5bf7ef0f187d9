package kalem.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Span;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/**
 * An entity of an answer (export-format section 8.6).
 *
 * @param title of its class
 * @param start offset of the first character in UTF-16 units, or seconds
 * @param end exclusive, in the unit of {@code start}
 * @param isText whether it marks text; else it marks a part of a recording
 */
public record EntitySpan(
    ToolObject object, String title, double start, double end, boolean isText) {

  /**
   * The entities of a row, by start and then by end. All other labels are reported as left out.
   *
   * @param isText whether spans of text are asked for, or spans of recordings
   * @param format name of the format, for the report
   */
  public static List<EntitySpan> of(
      LabeledRow row, CategorySchema schema, boolean isText, String format, FormatReport report) {
    List<EntitySpan> spans = new ArrayList<>();
    for (ToolObject object : row.answer().tools()) {
      Optional<EntitySpan> span =
          of(object, schema).filter(each -> each.isText() == isText).filter(EntitySpan::isSound);
      span.ifPresent(spans::add);
      if (span.isEmpty()) {
        report.leftOut(
            (isText ? "Only entities of text" : "Only entities of recordings")
                + " have a place in "
                + format
                + ".",
            row.externalId() + ": " + object.objectId());
      }
    }
    leaveOut("An answer", row.answer().classifications().size(), format, row, report);
    leaveOut("A relation", row.answer().relations().size(), format, row, report);
    spans.sort(Comparator.comparingDouble(EntitySpan::start).thenComparingDouble(EntitySpan::end));
    return spans;
  }

  private static void leaveOut(
      String what, int count, String format, LabeledRow row, FormatReport report) {
    for (int i = 0; i < count; i++) {
      report.leftOut(what + " has no place in " + format + ".", row.externalId());
    }
  }

  private static Optional<EntitySpan> of(ToolObject object, CategorySchema schema) {
    return object.geometry() instanceof Span span
        ? Optional.of(
            new EntitySpan(
                object,
                title(object, schema),
                span.start(),
                span.end(),
                span.selection().isPresent()))
        : Optional.empty();
  }

  private static String title(ToolObject object, CategorySchema schema) {
    return object.title().isEmpty()
        ? schema.find(object.schemaId()).map(SchemaClass::title).orElse(object.schemaId())
        : object.title();
  }

  private boolean isSound() {
    return start >= 0 && end > start && end < Integer.MAX_VALUE;
  }

  /** The first character, in UTF-16 units. */
  public int from() {
    return (int) start;
  }

  /** After the last character, in UTF-16 units. */
  public int to() {
    return (int) Math.ceil(end);
  }

  /** Whether both cover some place. */
  public boolean overlaps(EntitySpan other) {
    return start < other.end && other.start < end;
  }

  /**
   * The spans that do not overlap when the longest are taken first, in their order.
   *
   * @param left gets the others
   */
  public static List<EntitySpan> withoutOverlap(List<EntitySpan> spans, List<EntitySpan> left) {
    List<EntitySpan> byLength = new ArrayList<>(spans);
    byLength.sort(Comparator.comparingDouble(span -> span.start - span.end));
    // Kept spans are disjoint, so a tree by start finds the only two that can overlap.
    NavigableMap<Double, EntitySpan> kept = new TreeMap<>();
    for (EntitySpan span : byLength) {
      Map.Entry<Double, EntitySpan> before = kept.floorEntry(span.start);
      Map.Entry<Double, EntitySpan> after = kept.ceilingEntry(span.start);
      boolean isFree =
          (before == null || !before.getValue().overlaps(span))
              && (after == null || !after.getValue().overlaps(span));
      if (isFree) {
        kept.put(span.start, span);
      } else {
        left.add(span);
      }
    }
    return List.copyOf(kept.values());
  }
}
