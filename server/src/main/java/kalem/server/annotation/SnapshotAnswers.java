package kalem.server.annotation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.SchemaChange;
import kalem.formats.ango.AnswerMembers;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;
import kalem.server.annotation.AnswerStore.Stored;
import kalem.server.project.Project;

/**
 * Answers as one snapshot of the database shows them, in today's names. What had to be rendered
 * anew is stored back, beside the snapshot, so that it is paid for once. Made for one reader, who
 * closes it before the snapshot ends; parts of large texts may be read by another thread.
 */
public final class SnapshotAnswers implements AutoCloseable {
  private static final int PARTS_AT_A_TIME = 4;

  /** Renewed texts that are stored back together. */
  private static final int RENEWED_AT_A_TIME = 100;

  private final Project project;
  private final AnswerStore snapshot;
  private final SchemaCache schemas;
  private final Renewal renewal;
  private final Map<Integer, Optional<SchemaChange>> changes = new HashMap<>();
  private final Map<String, DeflatedPart> renewed = new LinkedHashMap<>();
  private final PartDeflater deflater = new PartDeflater();

  /** Stores renewed texts back in a transaction of its own. */
  interface Renewal {
    void store(int projectKey, int schemaRevision, Map<String, DeflatedPart> texts);
  }

  SnapshotAnswers(Project project, AnswerStore snapshot, SchemaCache schemas, Renewal renewal) {
    this.project = project;
    this.snapshot = snapshot;
    this.schemas = schemas;
    this.renewal = renewal;
  }

  /** An answer and its masks. */
  public record Found(AnswerMembers members, MaskKeys masks) {}

  /**
   * An entry of a stored answer.
   *
   * @param isImported whether an import wrote the answer, and no person since
   */
  public record Labeled(String answerId, boolean isImported, Entry entry) {}

  /** Reads answers entry by entry, in today's names, and stores nothing back. */
  public void each(Collection<String> ids, Consumer<Labeled> each) {
    for (Stored stored : snapshot.find(project.projectKey(), ids)) {
      Optional<SchemaChange> change =
          changes.computeIfAbsent(
              stored.schemaRevision(), revision -> schemas.change(project, revision));
      try (AnswerReading reading = new AnswerReading(parts(stored), change, () -> {})) {
        reading.each(
            id -> true, entry -> each.accept(new Labeled(stored.id(), stored.isImported(), entry)));
      }
    }
  }

  /** Answers by id; ids that are unknown are absent. */
  public Map<String, Found> find(Collection<String> ids) {
    Map<String, Found> found = HashMap.newHashMap(ids.size());
    for (Stored stored : snapshot.find(project.projectKey(), ids)) {
      found.put(stored.id(), new Found(members(stored), stored.masks()));
    }
    return found;
  }

  private AnswerMembers members(Stored stored) {
    AnswerTraits traits = stored.text().traits();
    return new AnswerMembers(
        changes
            .computeIfAbsent(stored.schemaRevision(), revision -> schemas.change(project, revision))
            .map(change -> rendered(stored, change))
            .orElseGet(() -> parts(stored)),
        traits.segmentations(),
        traits.pdfAreas(),
        traits.keyFrames());
  }

  private Iterable<DeflatedPart> parts(Stored stored) {
    return stored
        .text()
        .whole()
        .<Iterable<DeflatedPart>>map(List::of)
        .orElse(() -> new Parts(stored.id()));
  }

  /** A small text is rendered now, and stored back; a large one whenever it is read. */
  private Iterable<DeflatedPart> rendered(Stored stored, SchemaChange change) {
    boolean isVideo = stored.text().traits().keyFrames();
    if (stored.text().whole().isEmpty()) {
      return () -> new RenderedParts(new Parts(stored.id()), change, isVideo);
    }
    boolean[] keepsAll = {true};
    List<DeflatedPart> parts = new ArrayList<>();
    AnswerTextWriter text = new AnswerTextWriter(deflater, parts::add, isVideo);
    AnswerReading.of(parts(stored))
        .each(
            id -> true,
            entry -> {
              keepsAll[0] &= change.keeps(entry);
              text.add(change.render(entry));
            });
    Optional<DeflatedPart> whole = text.finish().whole();
    if (keepsAll[0] && whole.isPresent()) {
      renew(stored.id(), whole.get());
    }
    whole.ifPresent(parts::add);
    return parts;
  }

  private void renew(String id, DeflatedPart text) {
    renewed.put(id, text);
    if (renewed.size() >= RENEWED_AT_A_TIME) {
      storeRenewed();
    }
  }

  private void storeRenewed() {
    if (!renewed.isEmpty()) {
      renewal.store(project.projectKey(), project.categorySchemaRevision(), renewed);
      renewed.clear();
    }
  }

  @Override
  public void close() {
    try (deflater) {
      storeRenewed();
    }
  }

  /** Parts of a large text, a few of them in memory at a time. */
  private final class Parts implements Iterator<DeflatedPart> {
    private final String answerId;
    private Iterator<DeflatedPart> some = List.<DeflatedPart>of().iterator();
    private int next;
    private boolean isOver;

    Parts(String answerId) {
      this.answerId = answerId;
    }

    @Override
    public boolean hasNext() {
      if (!some.hasNext() && !isOver) {
        List<DeflatedPart> read =
            snapshot.parts(project.projectKey(), answerId, next, PARTS_AT_A_TIME);
        some = read.iterator();
        next += read.size();
        isOver = read.size() < PARTS_AT_A_TIME;
      }
      return some.hasNext();
    }

    @Override
    public DeflatedPart next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return some.next();
    }
  }
}
