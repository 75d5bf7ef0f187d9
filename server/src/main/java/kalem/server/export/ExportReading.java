package kalem.server.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import kalem.server.annotation.Answers;
import kalem.server.annotation.SnapshotAnswers;
import kalem.server.kernel.KalemException;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.storage.SignedLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens what an export reads: everything of it shows one moment. */
@Component
class ExportReading {
  private final DataSource database;
  private final Answers answers;
  private final ExportStore exports;
  private final Projects projects;
  private final Batches batches;
  private final SignedLinks links;
  private final InstantSource clock;
  private final TransactionTemplate transaction;

  ExportReading(
      DataSource database,
      Answers answers,
      ExportStore exports,
      Projects projects,
      Batches batches,
      SignedLinks links,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    this.database = database;
    this.answers = answers;
    this.exports = exports;
    this.projects = projects;
    this.batches = batches;
    this.links = links;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.transaction.setReadOnly(true);
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** Something done with the rows. */
  interface Use<T> {
    T with(Rows rows) throws IOException;
  }

  /**
   * Opens a snapshot for as long as it is used.
   *
   * @throws KalemException not found when the project, or the export to compare with, is gone
   */
  <T> T open(int projectKey, ExportRequest request, Use<T> use) throws IOException {
    try {
      return transaction.execute(
          status -> {
            Project project = projects.get(projectKey);
            try (SnapshotConnection snapshot = SnapshotConnection.of(database);
                SnapshotAnswers texts = answers.in(snapshot.statements(), project)) {
              return use.with(rows(project, request, snapshot, texts));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Rows rows(
      Project project, ExportRequest request, SnapshotConnection snapshot, SnapshotAnswers texts) {
    int projectKey = project.projectKey();
    SnapshotStore store = new SnapshotStore(JdbcClient.create(snapshot.statements()));
    StageGraph graph = project.graph();
    List<String> completeStages =
        graph.stages().stream()
            .filter(stage -> stage.type() == StageType.COMPLETE)
            .map(Stage::id)
            .toList();
    RowBatches.Sources sources =
        new RowBatches.Sources(
            projectKey,
            store,
            texts,
            new StageNames(graph, id -> store.lastStageName(projectKey, id)),
            batches.names(projectKey),
            links.reading(ExportFiles.ASSET_LINK_LIFE));
    Optional<ChangesSince> changes =
        request.since().map(id -> exports.snapshot(projectKey, id)).map(ChangesSince::new);
    TaskConditions all = TaskConditions.of(projectKey, request.filter(), completeStages);
    return new Rows(
        project,
        request,
        new Snapshot(clock.instant(), store.visible()),
        sources,
        IssueRows.of(sources, request.filter()),
        changes.map(all::changed).orElse(all),
        changes.map(
            since -> TaskConditions.gone(projectKey, request.filter(), completeStages, since)));
  }

  /**
   * The rows of an export, to be read while the snapshot is open.
   *
   * @param issues the rows of an export of issues, which has no others
   * @param conditions of the rows
   * @param gone conditions of the tasks that a reader of an earlier export is to forget; empty when
   *     the export does not build on one
   */
  record Rows(
      Project project,
      ExportRequest request,
      Snapshot snapshot,
      RowBatches.Sources sources,
      IssueRows issues,
      TaskConditions conditions,
      Optional<TaskConditions> gone) {

    long count() {
      return switch (request.subject()) {
        case TASK -> sources.snapshot().count(conditions);
        case ISSUE -> issues.count();
      };
    }

    /** The same export of its first few rows alone. */
    Rows first(int count) {
      List<String> ids = sources.snapshot().firstIds(conditions, count);
      return new Rows(
          project, request, snapshot, sources, issues.first(count), conditions.among(ids), gone);
    }

    /** The same rows in one plain file, a row per line. */
    Rows plain() {
      return new Rows(
          project, request.plain(), snapshot, sources, issues, conditions, Optional.empty());
    }

    /** Names of people, for the form that tells them. */
    PersonNames names() {
      return new PersonNames(sources.snapshot());
    }

    /** All of them; to be closed. */
    ExportRows all() {
      return rows(conditions);
    }

    /** Those of one part; to be closed. */
    ExportRows of(DataSplit.Part part, DataSplit.By by) {
      return rows(conditions.in(part, by));
    }

    private ExportRows rows(TaskConditions wanted) {
      return new ExportRows(sources, wanted, request.extras());
    }

    /** Tasks to forget; to be closed. */
    Stream<GoneTask> goneTasks() {
      return gone.map(sources.snapshot()::gone).orElseGet(Stream::empty);
    }
  }
}
