package kalem.server.project;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kalem.server.access.ProjectAccess;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Batches: labels on assets by which work is filtered and handed out. */
@Service
public class Batches {
  private static final int LONGEST_NAME = 256;

  private final BatchStore batches;
  private final Ids ids;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  Batches(BatchStore batches, Ids ids, InstantSource clock, ApplicationEventPublisher events) {
    this.batches = batches;
    this.ids = ids;
    this.clock = clock;
    this.events = events;
  }

  public List<Batch> list(int projectKey) {
    return batches.list(projectKey);
  }

  /** Names by id, for showing. */
  public Map<String, String> names(int projectKey) {
    return batches.list(projectKey).stream().collect(Collectors.toMap(Batch::id, Batch::name));
  }

  /**
   * Ids of batches given by id or name, in the order given; nulls are dropped (old clients send
   * them).
   *
   * @throws KalemException naming those that do not exist
   */
  public List<String> resolve(int projectKey, List<@Nullable String> idsOrNames) {
    if (idsOrNames.isEmpty()) {
      return List.of();
    }
    List<Batch> all = batches.list(projectKey);
    Map<String, String> known = all.stream().collect(Collectors.toMap(Batch::name, Batch::id));
    all.forEach(batch -> known.put(batch.id(), batch.id()));
    List<String> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String text : idsOrNames) {
      if (text != null) {
        Optional.ofNullable(known.get(text)).ifPresentOrElse(found::add, () -> unknown.add(text));
      }
    }
    if (!unknown.isEmpty()) {
      throw KalemException.invalid("Unknown batch: " + String.join(", ", unknown) + ".");
    }
    return found.stream().distinct().toList();
  }

  /** Appends one batch; an existing one of the same name is returned instead. */
  @Transactional
  public Batch create(ProjectAccess access, String name) {
    return add(access, name, Optional.empty(), Optional.empty());
  }

  /** One entry of a list as clients send it: with an id it renames, without it creates. */
  public record Change(
      Optional<String> id, String name, Optional<String> description, Optional<String> color) {}

  /**
   * Creates and renames; batches missing from the list stay, so two clients can not undo each
   * other.
   */
  @Transactional
  public void change(ProjectAccess access, List<Change> changes) {
    Map<String, Batch> existing =
        batches.list(access.projectKey()).stream()
            .collect(Collectors.toMap(Batch::id, Function.identity()));
    for (Change change : changes) {
      Optional<Batch> known = change.id().map(existing::get);
      if (change.id().isPresent() && known.isEmpty()) {
        throw KalemException.invalid("Unknown batch: " + change.id().get() + ".");
      }
      if (known.isPresent()) {
        rename(access, known.get(), change);
      } else {
        add(access, change.name(), change.description(), change.color());
      }
    }
  }

  @Transactional
  public void remove(ProjectAccess access, List<String> batchIds) {
    List<String> known = resolve(access.projectKey(), new ArrayList<>(batchIds));
    batches.remove(access.projectKey(), known);
    events.publishEvent(new BatchesRemoved(access.projectKey(), known));
  }

  private Batch add(
      ProjectAccess access, String name, Optional<String> description, Optional<String> color) {
    return batches.add(
        access.projectKey(),
        new Batch(ids.next(access.projectKey()), checked(name), description, color),
        Timestamps.now(clock));
  }

  private void rename(ProjectAccess access, Batch batch, Change change) {
    try {
      batches.update(
          access.projectKey(),
          new Batch(
              batch.id(),
              checked(change.name()),
              change.description().or(batch::description),
              change.color().or(batch::color)));
    } catch (DuplicateKeyException e) {
      throw KalemException.conflict("A batch named " + change.name() + " exists already.");
    }
  }

  private static String checked(String name) {
    String trimmed = name.trim();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST_NAME) {
      throw KalemException.invalid("A batch name has 1 to " + LONGEST_NAME + " characters.");
    }
    return trimmed;
  }
}
