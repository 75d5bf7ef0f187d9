package kalem.server.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import kalem.annotation.answer.SchemaChange;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartSpool;
import kalem.server.annotation.AnswerStore.Stored;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.project.Project;
import org.springframework.stereotype.Component;

/**
 * Opens stored answers. Large texts are copied, deflated, into one temporary file for all that are
 * opened together: whoever reads them may be slow, and no connection waits for that.
 */
@Component
class AnswerReadings {
  private static final int MOST_IN_MEMORY = 1 << 20;
  private static final int PARTS_AT_A_TIME = 4;

  private final AnswerStore store;
  private final SchemaCache schemas;

  AnswerReadings(AnswerStore store, SchemaCache schemas) {
    this.store = store;
    this.schemas = schemas;
  }

  /**
   * One answer.
   *
   * @throws KalemException conflict when the answer was replaced meanwhile
   */
  AnswerReading of(Project project, String id) {
    return Optional.ofNullable(of(project, List.of(id)).get(id)).orElseThrow(AnswerReadings::gone);
  }

  /** Answers by id, each to be closed; ids that are unknown are absent. */
  Map<String, AnswerReading> of(Project project, Collection<String> ids) {
    Shared spool = new Shared();
    Map<String, AnswerReading> readings = new LinkedHashMap<>();
    for (Stored stored : store.find(project.projectKey(), ids)) {
      Optional<SchemaChange> change = schemas.change(project, stored.schemaRevision());
      readings.put(
          stored.id(),
          stored
              .text()
              .whole()
              .map(whole -> new AnswerReading(List.of(whole), change, () -> {}))
              .orElseGet(
                  () ->
                      new AnswerReading(
                          spool.add(project.projectKey(), stored), change, spool::release)));
    }
    return readings;
  }

  private static KalemException gone() {
    return new KalemException(
        ErrorCode.CONFLICT, "The labels of this task were just saved anew. Load it again.");
  }

  /** The file, given back when the last of its readers is closed. */
  private final class Shared {
    private final PartSpool spool = new PartSpool(MOST_IN_MEMORY);
    private final AtomicInteger readers = new AtomicInteger();

    /** The parts of a large text. They never change, but go when a person saves anew. */
    Iterable<DeflatedPart> add(int projectKey, Stored stored) {
      readers.incrementAndGet();
      int first = spool.count();
      long end = spool.length() + stored.text().length();
      try {
        int next = 0;
        while (spool.length() < end) {
          List<DeflatedPart> some = store.parts(projectKey, stored.id(), next, PARTS_AT_A_TIME);
          if (some.isEmpty()) {
            throw gone();
          }
          for (DeflatedPart part : some) {
            spool.add(part);
          }
          next += some.size();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int last = spool.count();
      return () -> spool.parts(first, last);
    }

    void release() {
      if (readers.decrementAndGet() == 0) {
        try {
          spool.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
