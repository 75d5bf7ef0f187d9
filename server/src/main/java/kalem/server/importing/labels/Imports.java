package kalem.server.importing.labels;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kalem.server.access.ProjectAccess;
import kalem.server.importing.labels.Import.Progress;
import kalem.server.importing.labels.Import.Source;
import kalem.server.job.JobKind;
import kalem.server.job.Jobs;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.task.TaskStore;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Asking for imports, looking after them and ending them. */
@Service
class Imports {
  static final JobKind<Task> KIND = new JobKind<>("import", Task.class);
  private static final Duration RETENTION = Duration.ofDays(90);

  private final ImportStore imports;
  private final FindingStore findings;
  private final TaskStore tasks;
  private final ImportNews news;
  private final Jobs jobs;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  Imports(
      ImportStore imports,
      FindingStore findings,
      TaskStore tasks,
      ImportNews news,
      Jobs jobs,
      InstantSource clock,
      ApplicationEventPublisher events) {
    this.imports = imports;
    this.findings = findings;
    this.tasks = tasks;
    this.news = news;
    this.jobs = jobs;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Argument of the job: the import to do.
   *
   * @param run for which it was queued
   */
  record Task(int projectKey, String importId, int run) {
    static Task of(Import queued) {
      return new Task(queued.projectKey(), queued.id(), queued.run());
    }

    /** Its name in the queue, where the job of an earlier run may still have its row. */
    String jobId() {
      return importId + "." + run;
    }
  }

  /**
   * Queues an import.
   *
   * @param id of the import, which the key of a kept file already names
   */
  @Transactional
  Import start(
      ProjectAccess access, String id, Source source, ImportOptions options, boolean isDryRun) {
    Import added =
        new Import(
            access.projectKey(),
            id,
            1,
            0,
            options,
            ImportState.QUEUED,
            isDryRun,
            source,
            Optional.empty(),
            Progress.NONE,
            Tally.NONE,
            Optional.empty(),
            Optional.empty(),
            Timestamps.now(clock),
            access.email(),
            Optional.empty());
    imports.add(added);
    schedule(added);
    return added;
  }

  /**
   * Imports a file that was only checked so far, or whose import did not come to its end. Labels
   * that are added go on behind the last finished item, so that none is there twice; in the other
   * modes it begins anew.
   *
   * @param body options that are to differ
   * @throws KalemException conflict when the import is under way or has been done
   */
  @Transactional
  Import runForReal(ProjectAccess access, String id, JsonNode body) {
    Import checked = get(access.projectKey(), id);
    ImportOptions options = checked.options().with(body);
    boolean goesOn = checked.hasLabeled() && options.mode() == ImportMode.APPEND;
    if (!imports.requeue(
        access.projectKey(), id, goesOn, options, Timestamps.now(clock), access.email())) {
      throw KalemException.conflict(
          checked.state().isOver()
              ? "This file has been imported. Send it again to import it once more."
              : "The import is still under way. Wait until it is over, or cancel it.");
    }
    if (!goesOn) {
      findings.removeAll(access.projectKey(), id);
      // It begins with the first item again, and replaces what it labeled before.
      tasks.forgetImport(access.projectKey(), id);
    }
    Import queued = get(access.projectKey(), id);
    schedule(queued);
    return queued;
  }

  private void schedule(Import queued) {
    Task task = Task.of(queued);
    jobs.schedule(KIND, task.jobId(), task);
  }

  /**
   * @throws KalemException not found when there is no such import (any more)
   */
  Import get(int projectKey, String id) {
    return imports.find(projectKey, id).orElseThrow(() -> KalemException.notFound("Import", id));
  }

  Page<Import> list(ProjectAccess access, PageRequest page) {
    return new Page<>(imports.list(access.projectKey(), page), imports.count(access.projectKey()));
  }

  /** Cancels an import that is not over; else takes it out of the history. */
  @Transactional
  Import remove(ProjectAccess access, String id) {
    Import removed = get(access.projectKey(), id);
    Instant now = Timestamps.now(clock);
    if (imports.cancel(removed.projectKey(), id, now, now.plus(RETENTION))) {
      jobs.cancel(KIND, Task.of(removed).jobId());
      events.publishEvent(ImportFinished.of(removed, ImportState.CANCELED));
      return get(access.projectKey(), id);
    }
    imports.markDeleted(removed.projectKey(), id, now);
    findings.removeAll(removed.projectKey(), id);
    return removed;
  }

  /**
   * Begins the work on an import, or goes on with it; whoever began before may write no more. Empty
   * when nobody wants the run any more.
   */
  @Transactional
  Optional<Import> begin(Task task) {
    return imports.begin(task.projectKey(), task.importId(), task.run())
        ? imports.find(task.projectKey(), task.importId())
        : Optional.empty();
  }

  /**
   * Ends an import.
   *
   * @return false when it was canceled meanwhile, or another attempt began
   */
  @Transactional
  boolean finish(
      Import done,
      ImportState state,
      Tally tally,
      Optional<String> report,
      Optional<String> error) {
    Instant now = Timestamps.now(clock);
    boolean isEnd = imports.finish(done, state, tally, report, error, now, now.plus(RETENTION));
    if (isEnd) {
      findings.shorten(done.projectKey(), done.id());
      news.over(get(done.projectKey(), done.id()));
      events.publishEvent(ImportFinished.of(done, state));
    }
    return isEnd;
  }

  @Transactional
  void failed(Task task, String sentence) {
    Instant now = Timestamps.now(clock);
    if (imports.failed(task, sentence, now, now.plus(RETENTION))) {
      imports
          .find(task.projectKey(), task.importId())
          .ifPresent(
              done -> {
                news.over(done);
                events.publishEvent(ImportFinished.of(done, ImportState.FAILED));
              });
    }
  }
}
