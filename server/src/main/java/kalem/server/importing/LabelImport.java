package kalem.server.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.Problem;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Intake;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.ango.AngoImportReader;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.Answers;
import kalem.server.asset.Assets;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives tasks labels from outside (import-format.md 4). Only tasks that no person has saved or
 * submitted take them; the stage does not change. Faulty items and entries are reported by place
 * and never stop the rest.
 */
@Service
class LabelImport {
  /** Items per transaction: each is atomic, and a commit is the costly part. */
  private static final int PORTION = 100;

  private final Projects projects;
  private final LabelTargets targets;
  private final TaskStore tasks;
  private final Assets assets;
  private final Answers answers;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  LabelImport(
      Projects projects,
      LabelTargets targets,
      TaskStore tasks,
      Assets assets,
      Answers answers,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.projects = projects;
    this.targets = targets;
    this.tasks = tasks;
    this.assets = assets;
    this.answers = answers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What happens to labels a task was given by an earlier import. */
  enum Mode {
    REPLACE,
    APPEND,
    SKIP_EXISTING
  }

  /**
   * @param dryRun report only
   * @param strict any fault refuses the whole
   * @param force also tasks that people have worked on
   */
  record Options(Mode mode, boolean dryRun, boolean strict, boolean force) {
    private Options dry() {
      return new Options(mode, true, false, force);
    }
  }

  /**
   * An item or a part of one, with what is to say about it.
   *
   * @param isFault it was not taken over
   */
  record Skipped(
      long item,
      Optional<String> externalId,
      String code,
      String path,
      String reason,
      boolean isFault) {

    private Map<String, Object> detail() {
      return Map.of("item", item, "code", code, "path", path, "message", reason);
    }
  }

  /**
   * @param tasksTotal items that were there
   * @param warnings entries left out, and those taken over though perhaps not as meant
   */
  record Report(
      long tasksLabeled, long tasksTotal, List<Skipped> skipped, List<Skipped> warnings) {}

  /**
   * Imports every item of a file.
   *
   * @throws kalem.formats.BadImportException when the text breaks off; items before that place are
   *     taken over, so check the file first
   */
  Report run(ProjectAccess access, Path file, Options options) {
    if (options.strict()) {
      requireFaultless(run(access, file, options.dry()));
    }
    Run run = new Run(access, projects.get(access), options);
    try (AngoImportReader reader = AngoImportReader.open(Files.newInputStream(file))) {
      List<ImportEntry> portion = new ArrayList<>();
      while (reader.hasNext()) {
        portion.add(reader.next());
        if (portion.size() == PORTION || !reader.hasNext()) {
          run.portion(List.copyOf(portion));
          portion.clear();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run.report();
  }

  private static void requireFaultless(Report report) {
    List<Skipped> faults = new ArrayList<>(report.skipped());
    faults.addAll(report.warnings().stream().filter(Skipped::isFault).toList());
    if (!faults.isEmpty()) {
      throw new KalemException(
          ErrorCode.INVALID_ANSWER,
          "Nothing was imported, as strict was asked for and there are "
              + faults.size()
              + " faults. First: "
              + faults.getFirst().path()
              + ": "
              + faults.getFirst().reason(),
          faults.stream().map(Skipped::detail).toList(),
          Map.of());
    }
  }

  /** Labels that came with a new asset, as its task's first answer, in the caller's transaction. */
  Intake giveFirst(ProjectAccess access, String taskId, tools.jackson.databind.JsonNode item) {
    Project project = projects.get(access);
    Instant now = Timestamps.now(clock);
    Task task = tasks.findForUpdate(access.projectKey(), taskId).orElseThrow();
    Intake intake = answers.readImport(project, task, item, "", access.caller(), now);
    store(access, project, task, intake.answer(), now);
    return intake;
  }

  private void store(ProjectAccess access, Project project, Task task, Answer answer, Instant now) {
    Optional<String> id = answers.storeImported(project, task, answer, access.email(), now);
    tasks.update(
        task.edit()
            .answerId(id)
            .preLabeled(id.isPresent())
            .version(task.version() + 1)
            .updated(now, access.email())
            .build());
    if (id.isPresent()) {
      assets.markPreLabeled(access.projectKey(), List.of(task.assetId()));
    }
  }

  /** One import under way: what it has done and found so far. */
  private final class Run {
    private final ProjectAccess access;
    private final Project project;
    private final Options options;
    private final Instant now = Timestamps.now(clock);
    private final Set<String> touched = new HashSet<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Skipped> warnings = new ArrayList<>();
    private long labeled;
    private long total;

    Run(ProjectAccess access, Project project, Options options) {
      this.access = access;
      this.project = project;
      this.options = options;
    }

    Report report() {
      return new Report(labeled, total, List.copyOf(skipped), List.copyOf(warnings));
    }

    void portion(List<ImportEntry> entries) {
      transactions.executeWithoutResult(status -> entries.forEach(this::entry));
    }

    private void entry(ImportEntry entry) {
      total++;
      switch (entry) {
        case FaultyItem faulty -> skip(faulty, faulty.externalId(), faulty.problem());
        case ImportItem item -> item(item);
      }
    }

    private void item(ImportItem item) {
      switch (targets.find(access.projectKey(), item)) {
        case LabelTargets.Match.Nothing nothing ->
            skip(item, "ASSET_NOT_FOUND", "No asset of this project matches.");
        case LabelTargets.Match.Contradiction contradiction ->
            skip(item, "KEY_MISMATCH", "The item's keys name different tasks.");
        case LabelTargets.Match.Tasks(List<String> ids) -> {
          long done = ids.stream().filter(id -> label(item, id)).count();
          labeled += done > 0 ? 1 : 0;
        }
      }
    }

    private boolean label(ImportItem item, String taskId) {
      Optional<Task> found = tasks.findForUpdate(access.projectKey(), taskId);
      if (found.isEmpty()) {
        return false;
      }
      Task task = found.get();
      if (!options.force() && isBegun(task)) {
        skip(item, "NOT_TODO", "The task was already worked on, or is complete.");
        return false;
      }
      if (options.mode() == Mode.SKIP_EXISTING
          && task.isPreLabeled()
          && !touched.contains(taskId)) {
        skip(item, "NOT_TODO", "The task has imported labels already.");
        return false;
      }
      Intake intake =
          answers.readImport(project, task, item.labels(), item.path(), access.caller(), now);
      note(item, intake.problems(), true);
      note(item, intake.warnings(), false);
      // A second item for the same task adds to the first; only the import before is replaced.
      boolean append = !touched.add(taskId) || options.mode() == Mode.APPEND;
      if (!options.dryRun()) {
        store(access, project, task, merged(task, intake.answer(), append), now);
      }
      return true;
    }

    private Answer merged(Task task, Answer given, boolean append) {
      if (!append) {
        return given;
      }
      Answer before = answers.saved(project, task);
      List<String> answeredAnew =
          before.classifications().stream()
              .filter(
                  old ->
                      given.classifications().stream()
                          .anyMatch(anew -> anew.schemaId().equals(old.schemaId())))
              .map(kalem.annotation.answer.Entry::objectId)
              .toList();
      return before.apply(given, answeredAnew);
    }

    private boolean isBegun(Task task) {
      boolean complete =
          project
              .graph()
              .find(task.stageId())
              .map(Stage::type)
              .filter(type -> type == StageType.COMPLETE)
              .isPresent();
      return complete
          || task.isDraft()
          || answers.isLabeledByPeople(task)
          || tasks.visits(access.projectKey(), task.id()).stream()
              .anyMatch(visit -> visit.completedBy().isPresent());
    }

    private void skip(ImportItem item, String code, String reason) {
      skipped.add(new Skipped(item.index(), item.externalId(), code, item.path(), reason, true));
    }

    private void skip(ImportEntry entry, Optional<String> externalId, Problem problem) {
      skipped.add(
          new Skipped(
              entry.index(),
              externalId,
              problem.code().name(),
              problem.path(),
              problem.message(),
              true));
    }

    private void note(ImportItem item, List<Problem> problems, boolean fault) {
      for (Problem problem : problems) {
        warnings.add(
            new Skipped(
                item.index(),
                item.externalId(),
                problem.code().name(),
                problem.path(),
                problem.message(),
                fault));
      }
    }
  }
}
