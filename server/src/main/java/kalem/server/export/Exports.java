package kalem.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.LabelFormat;
import kalem.formats.ango.ExportNames;
import kalem.server.access.ProjectAccess;
import kalem.server.job.JobKind;
import kalem.server.job.Jobs;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.storage.ObjectKey;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Asking for exports, looking after them and ending them. */
@Service
class Exports {
  static final JobKind<Task> KIND = new JobKind<>("export", Task.class);

  /** In our own storage; what lies in one of the organization is its own business. */
  private static final Duration RETENTION = Duration.ofDays(90);

  private final ExportStore exports;
  private final Projects projects;
  private final Batches batches;
  private final ExportStorages storages;
  private final ExportNews news;
  private final Jobs jobs;
  private final Ids ids;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  Exports(
      ExportStore exports,
      Projects projects,
      Batches batches,
      ExportStorages storages,
      ExportNews news,
      Jobs jobs,
      Ids ids,
      InstantSource clock,
      ApplicationEventPublisher events) {
    this.exports = exports;
    this.projects = projects;
    this.batches = batches;
    this.storages = storages;
    this.news = news;
    this.jobs = jobs;
    this.ids = ids;
    this.clock = clock;
    this.events = events;
  }

  /** Argument of the job: the export to make. */
  record Task(int projectKey, String exportId) {}

  /**
   * Starts an export.
   *
   * @throws KalemException naming stages and batches that do not exist
   */
  @Transactional
  Export start(ProjectAccess access, ExportRequest request) {
    int project = access.projectKey();
    Export export =
        Export.queued(
            project,
            ids.next(project),
            checked(access, request),
            storages.place(access),
            new Export.Order(Timestamps.now(clock), access.email()));
    exports.add(export);
    jobs.schedule(KIND, export.id(), new Task(project, export.id()));
    return export;
  }

  /**
   * The request with names resolved to ids.
   *
   * @throws KalemException naming what does not exist, or an option the converter does not take
   */
  ExportRequest checked(ProjectAccess access, ExportRequest request) {
    request.since().ifPresent(id -> exports.snapshot(access.projectKey(), id));
    request.converter().ifPresent(format -> tryOut(format, access, request.config()));
    return request.withFilter(resolved(access, request.filter()));
  }

  /** Converters check their options when they begin. */
  private void tryOut(LabelFormat format, ProjectAccess access, ObjectNode config) {
    CategorySchema schema = CategorySchema.of(Json.parse(projects.get(access).categorySchema()));
    try {
      format.write(name -> OutputStream.nullOutputStream(), schema, config).close();
    } catch (IllegalArgumentException e) {
      throw KalemException.invalid("config: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TaskFilter resolved(ProjectAccess access, TaskFilter filter) {
    return filter.resolved(
        stages(projects.get(access).graph(), filter.stages()),
        batches.resolve(access.projectKey(), new ArrayList<>(filter.batches())),
        emails(access, filter.assignees()));
  }

  /** Two stages may share a name; then both are meant. */
  private static List<String> stages(StageGraph graph, List<String> idsOrNames) {
    List<String> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String text : idsOrNames) {
      List<String> matches =
          graph.find(text).isPresent()
              ? List.of(text)
              : graph.stages().stream().filter(s -> s.name().equals(text)).map(Stage::id).toList();
      found.addAll(matches);
      if (matches.isEmpty()) {
        unknown.add(text);
      }
    }
    if (!unknown.isEmpty()) {
      throw KalemException.invalid(
          "Unknown stage: "
              + String.join(", ", unknown)
              + ". This project has "
              + String.join(", ", graph.stages().stream().map(Stage::name).toList())
              + ".");
    }
    return found.stream().distinct().toList();
  }

  private List<String> emails(ProjectAccess access, List<String> emailsOrIds) {
    if (emailsOrIds.isEmpty()) {
      return List.of();
    }
    List<String> emails =
        new ArrayList<>(exports.emails(access.caller().organizationId(), emailsOrIds));
    emailsOrIds.stream().map(text -> text.toLowerCase(Locale.ROOT)).forEach(emails::add);
    return emails;
  }

  /**
   * @throws KalemException not found when there is no such export (any more)
   */
  Export get(int projectKey, String id) {
    return exports.find(projectKey, id).orElseThrow(() -> KalemException.notFound("Export", id));
  }

  /**
   * @param withDeleted also those whose zip is gone
   */
  Page<Export> list(ProjectAccess access, boolean withDeleted, PageRequest page) {
    return new Page<>(
        exports.list(access.projectKey(), withDeleted, page),
        exports.count(access.projectKey(), withDeleted));
  }

  /** Cancels an export that is not over; else takes it out of the history, its zip with it. */
  @Transactional
  Export remove(ProjectAccess access, String id) {
    Export export = get(access.projectKey(), id);
    Instant now = Timestamps.now(clock);
    if (exports.cancel(export.projectKey(), id, now)) {
      jobs.cancel(KIND, id);
      events.publishEvent(new ExportFinished(export.id()));
      return get(access.projectKey(), id);
    }
    exports.markDeleted(export.projectKey(), id, now);
    return export.deleted(now);
  }

  /**
   * Begins the work on an export, or begins it anew; empty when nobody wants it any more.
   *
   * @throws KalemException not found when the project is gone
   */
  @Transactional
  Optional<ExportRun> begin(Task task) {
    int projectKey = task.projectKey();
    return exports
        .begin(projectKey, task.exportId(), Timestamps.now(clock))
        .map(
            number -> {
              Export export = get(projectKey, task.exportId());
              Project project = projects.get(projectKey);
              String name =
                  ExportNames.zip(ExportFiles.shortened(project.name()), export.createdAt());
              ObjectKey key = ExportFiles.key(project.id(), export, number, name);
              List<ObjectKey> earlier = exports.begunKeys(projectKey, export.id());
              exports.addBegunKey(projectKey, export.id(), key);
              return new ExportRun(export, number, key, name, earlier);
            });
  }

  /** Whether the file is wanted; false when the export was canceled or begun anew meanwhile. */
  @Transactional
  boolean ready(ExportRun run, Written written) {
    Export export = run.export();
    Instant now = Timestamps.now(clock);
    Optional<Instant> expiry =
        export.place().isPresent() ? Optional.empty() : Optional.of(now.plus(RETENTION));
    if (exports.ready(run, written, now, expiry)) {
      news.ready(export, written);
      events.publishEvent(new ExportFinished(export.id()));
      return true;
    }
    return false;
  }

  /**
   * Ends an export that could not be made; false when it is over already, or was begun anew.
   *
   * @param run the one that failed; empty when none could begin
   */
  @Transactional
  boolean failed(Task task, Optional<Integer> run, String sentence) {
    Instant now = Timestamps.now(clock);
    if (!exports.failed(task.projectKey(), task.exportId(), run, sentence, now)) {
      return false;
    }
    exports
        .find(task.projectKey(), task.exportId())
        .ifPresent(
            export -> {
              news.failed(export);
              events.publishEvent(new ExportFinished(export.id()));
            });
    return true;
  }
}
