package kalem.server.annotation;

import java.util.Map;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;
import kalem.server.annotation.AnswerStore.Origin;
import kalem.server.annotation.AnswerStore.Stored;

/**
 * An answer being stored, entry by entry; parts of a long one leave for the database while it is
 * made. Lists may be given in any order, entries of one list in theirs. Belongs to one thread and
 * its transaction; without {@link #finish} that has to be rolled back.
 */
public final class NewAnswer implements AutoCloseable {
  private final AnswerStore store;
  private final int projectKey;
  private final int schemaRevision;
  private final String id;
  private final Origin origin;
  private final boolean isImported;
  private final Map<String, AnswerStore.Visit> replaced;
  private final PartDeflater deflater = new PartDeflater();
  private final AnswerTextWriter text;
  private int parts;

  /**
   * @param replaced answers of the same visit that are gone once this one is there, with their
   *     visit
   */
  NewAnswer(
      AnswerStore store,
      int projectKey,
      int schemaRevision,
      String id,
      Origin origin,
      boolean isImported,
      boolean isVideo,
      Map<String, AnswerStore.Visit> replaced) {
    this.store = store;
    this.projectKey = projectKey;
    this.schemaRevision = schemaRevision;
    this.id = id;
    this.origin = origin;
    this.isImported = isImported;
    this.text = new AnswerTextWriter(deflater, this::part, isVideo);
    this.replaced = Map.copyOf(replaced);
  }

  private void part(DeflatedPart part) {
    store.addPart(projectKey, id, parts++, part);
  }

  /** A tool object, an answered question or a relation. */
  public void add(Entry entry) {
    text.add(entry);
  }

  public void addAll(Answer answer) {
    answer.entries().forEach(this::add);
  }

  /** Stores the answer; its id, to be set on the task. */
  public String finish(MaskKeys masks) {
    finishEmpty();
    store.add(projectKey, origin, new Stored(id, schemaRevision, text.finish(), masks, isImported));
    return id;
  }

  /** Stores nothing, as nothing was added; what it replaces is gone nevertheless. */
  public void finishEmpty() {
    store.removeOfVisits(projectKey, replaced);
  }

  /** Gives memory back. */
  @Override
  public void close() {
    deflater.close();
  }
}
