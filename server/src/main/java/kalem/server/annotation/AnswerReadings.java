package kalem.server.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.SchemaChange;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartSpool;
import kalem.server.annotation.AnswerStore.Stored;
import kalem.server.project.Project;
import org.springframework.stereotype.Component;

/** Opens stored answers. */
@Component
class AnswerReadings {
  private static final int MOST_IN_MEMORY = 1 << 20;
  private static final int PARTS_AT_A_TIME = 8;

  private final AnswerStore store;
  private final SchemaCache schemas;

  AnswerReadings(AnswerStore store, SchemaCache schemas) {
    this.store = store;
    this.schemas = schemas;
  }

  AnswerReading of(Project project, Stored stored) {
    Optional<SchemaChange> change = schemas.change(project, stored.schemaRevision());
    return stored
        .text()
        .whole()
        .map(whole -> AnswerReading.of(whole, change))
        .orElseGet(() -> AnswerReading.of(parts(project.projectKey(), stored), change));
  }

  /**
   * The parts of a large text. They never change, but may be removed when a person saves anew.
   *
   * @throws ConcurrentModificationException when that happened while they were read
   */
  private PartSpool parts(int projectKey, Stored stored) {
    PartSpool spool = new PartSpool(MOST_IN_MEMORY);
    try {
      int next = 0;
      while (spool.length() < stored.text().length()) {
        List<DeflatedPart> some = store.parts(projectKey, stored.id(), next, PARTS_AT_A_TIME);
        if (some.isEmpty()) {
          throw new ConcurrentModificationException("Answer " + stored.id() + " was replaced");
        }
        for (DeflatedPart part : some) {
          spool.add(part);
        }
        next += some.size();
      }
      return spool;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
