package kalem.formats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.ontology.ClassKind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A reader that finds its items in steps, each of which may bring none, one or a few. */
public abstract class QueuedReader implements LabelReader {
  private final Queue<ImportEntry> queue = new ArrayDeque<>();
  private final Map<String, FoundClass> classes = new LinkedHashMap<>();
  private final FormatReport report = new FormatReport();
  private long index;

  /** Reads on, calling {@link #add} and {@link #fault}; false at the end. */
  protected abstract boolean step();

  /**
   * Queues an item.
   *
   * @param labels gets the external id beside its labels
   * @param count the labels in it
   */
  protected final void add(Optional<String> externalId, ObjectNode labels, long count) {
    externalId.ifPresent(id -> labels.put("externalId", id));
    queue.add(
        new ImportItem(
            index++,
            Optional.empty(),
            Optional.empty(),
            text(labels, "data"),
            externalId,
            text(labels, "brushDataUrl"),
            text(labels, "medicalBrushDataUrl"),
            labels));
    report.took(count);
  }

  /** Queues what is left of something that can not be used. */
  protected final void fault(Optional<String> externalId, String message) {
    Problem problem = new Problem(ProblemCode.BAD_VALUE, "[" + index + "]", message);
    queue.add(new FaultyItem(index++, externalId, problem));
  }

  /** Notes a class that the files use. */
  protected final void found(ClassKind kind, String title) {
    found(FoundClass.of(kind, title));
  }

  /**
   * Notes a class that the files use; of one kind and title the one with nested questions counts.
   */
  protected final void found(FoundClass found) {
    classes.merge(
        found.kind() + " " + found.title(),
        found,
        (before, now) -> before.questions().isEmpty() ? now : before);
  }

  /** Labels to be filled in. */
  protected static ObjectNode labels() {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    labels.putArray("objects");
    return labels;
  }

  /** An entity of text or of a recording in the import form. */
  protected final ObjectNode entity(String title, double start, double end) {
    found(ClassKind.ENTITY, title);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("title", title).putObject("ner").put("start", start).put("end", end);
    return object;
  }

  /**
   * An entity of text in the import form.
   *
   * @param selection the text that it marks, to be checked against that of the asset
   */
  protected final ObjectNode entity(String title, int start, int end, Optional<String> selection) {
    found(ClassKind.ENTITY, title);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode span = object.put("title", title).putObject("ner");
    span.put("start", start).put("end", end);
    selection.ifPresent(text -> span.put("selection", text));
    return object;
  }

  @Override
  public final boolean hasNext() {
    while (queue.isEmpty()) {
      if (!step()) {
        return !queue.isEmpty();
      }
    }
    return true;
  }

  @Override
  public final ImportEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return queue.remove();
  }

  @Override
  public final List<FoundClass> classes() {
    return new ArrayList<>(classes.values());
  }

  @Override
  public final FormatReport report() {
    return report;
  }

  private static Optional<String> text(ObjectNode node, String key) {
    return node.path(key).stringValueOpt();
  }
}
