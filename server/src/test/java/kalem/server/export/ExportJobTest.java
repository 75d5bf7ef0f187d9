package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import kalem.server.job.TableStatistics;
import kalem.server.kernel.Json;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.SignedLinks;
import kalem.server.storage.StorageRefusedException;
import kalem.server.storage.Storages;
import kalem.server.storage.StoredObject;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

class ExportJobTest {
  private static final String EMPTY = "{\"tools\":[],\"classifications\":[],\"relations\":[]}";

  /** Keeps objects in memory and calls a hook when the first byte of one arrives. */
  private static final class HookedStore implements ObjectStore {
    private final Map<ObjectKey, byte[]> objects = new HashMap<>();
    private final Hook onFirstByte;

    interface Hook {
      void run() throws IOException;
    }

    HookedStore(Hook onFirstByte) {
      this.onFirstByte = onFirstByte;
    }

    @Override
    public Upload begin(ObjectKey key) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      return new Upload() {
        private boolean begun;

        @Override
        public OutputStream content() {
          return new FilterOutputStream(bytes) {
            @Override
            public void write(int value) throws IOException {
              if (!begun) {
                begun = true;
                onFirstByte.run();
              }
              bytes.write(value);
            }
          };
        }

        @Override
        public StoredObject complete() {
          objects.put(key, bytes.toByteArray());
          return new StoredObject(key, bytes.size(), Instant.EPOCH, "x");
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(ObjectKey key) {
      return objects.remove(key) != null;
    }

    JsonNode onlyRows() {
      assertThat(objects).hasSize(1);
      return Json.parse(
          ExportFixture.unzip(objects.values().iterator().next()).values().iterator().next());
    }
  }

  private static ExportJob job(ExportFixture fixture, ObjectStore objects) {
    // Every look at the clock finds it a second later, so progress is written for every row.
    AtomicLong seconds = new AtomicLong();
    InstantSource clock = () -> ExportFixture.NOON.plusSeconds(seconds.incrementAndGet());
    return new ExportJob(
        fixture.hub.bean(Exports.class),
        fixture.hub.bean(ExportStore.class),
        fixture.hub.bean(ExportReading.class),
        fixture.hub.bean(ExportFileReader.class),
        places(fixture, objects),
        removal(fixture, objects),
        fixture.hub.bean(TableStatistics.class),
        clock,
        fixture.hub.bean(PlatformTransactionManager.class));
  }

  private static ExportPlaces places(ExportFixture fixture, ObjectStore own) {
    return new ExportPlaces(
        own, fixture.hub.bean(Storages.class), fixture.hub.bean(SignedLinks.class));
  }

  private static ExportRemoval removal(ExportFixture fixture, ObjectStore own) {
    return new ExportRemoval(
        fixture.hub.bean(Exports.class), fixture.hub.bean(ExportStore.class), places(fixture, own));
  }

  private static void sweep(ExportFixture fixture, ObjectStore own, Instant at) {
    new ExportSweep(fixture.hub.bean(ExportStore.class), removal(fixture, own), () -> at).run();
  }

  /** As a run leaves things that dies between the end of its upload and its commit. */
  private static void crashAfterUpload(
      ExportFixture fixture, HookedStore objects, Exports.Task task) {
    ExportRun run = fixture.hub.bean(Exports.class).begin(task).orElseThrow();
    objects.objects.put(run.key(), new byte[1]);
  }

  /** An export that no job of the hub was scheduled for. */
  private static Exports.Task queued(ExportFixture fixture) {
    String id = fixture.newId();
    fixture
        .hub
        .bean(ExportStore.class)
        .add(
            Export.queued(
                fixture.key,
                id,
                ExportRequestReader.read(Map.of()),
                Optional.empty(),
                new Export.Order(ExportFixture.NOON, "admin@example.org")));
    return new Exports.Task(fixture.key, id);
  }

  private static Export export(ExportFixture fixture, Exports.Task task) {
    return fixture.hub.bean(ExportStore.class).find(fixture.key, task.exportId()).orElseThrow();
  }

  /** Does something outside the transaction of this thread. */
  private static void elsewhere(Runnable work) {
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.runAsync(work, thread).join();
    }
  }

  @Test
  void seesNothingThatChangesMeanwhile() throws Exception {
    ExportFixture fixture = new ExportFixture("Snapshot");
    String first = fixture.task("first", "Label", 0, List.of());
    String second = fixture.task("second", "Label", 1, List.of());
    fixture.visit(second, 1, "Start", "Start", Map.of());
    HookedStore objects =
        new HookedStore(
            () ->
                elsewhere(
                    () -> {
                      fixture.task("third", "Label", 2, List.of());
                      fixture.set("task", first, "stage_id", "Complete");
                      fixture.visit(first, 1, "Label", "Label", Map.of());
                      fixture.jdbc.sql("delete from task where id = ?").param(second).update();
                    }));
    Exports.Task task = queued(fixture);
    job(fixture, objects).run(task);
    JsonNode rows = objects.onlyRows();
    assertThat(rows.valueStream().map(row -> row.path("externalId").asString()))
        .containsExactly("first", "second");
    assertThat(rows.path(0).path("task").path("stage").asString()).isEqualTo("Label");
    assertThat(rows.path(0).path("task").path("stageHistory")).isEmpty();
    assertThat(rows.path(1).path("task").path("stageHistory")).hasSize(1);
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.READY);
    assertThat(export(fixture, task).tasksTotal()).isEqualTo(2);
  }

  @Test
  void stopsWhenCanceledAndKeepsNothing() throws Exception {
    ExportFixture fixture = new ExportFixture("Cancel");
    IntStream.range(0, 3).forEach(i -> fixture.task("t" + i, "Label", i, List.of()));
    Exports.Task task = queued(fixture);
    HookedStore objects =
        new HookedStore(
            () ->
                assertThat(fixture.admin.delete("/v2/exports/" + task.exportId()).status())
                    .isEqualTo(200));
    job(fixture, objects).run(task);
    assertThat(objects.objects).isEmpty();
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.CANCELED);
    job(fixture, objects).run(task);
    assertThat(objects.objects).isEmpty();
    assertThat(fixture.admin.delete("/v2/exports/" + task.exportId()).status()).isEqualTo(200);
    assertThat(fixture.admin.delete("/v2/exports/" + task.exportId()).status()).isEqualTo(404);
  }

  @Test
  void neverBeginsWhenCanceledWhileItWaited() throws Exception {
    ExportFixture fixture = new ExportFixture("Cancel early");
    fixture.task("a", "Label", 0, List.of());
    Exports.Task task = queued(fixture);
    assertThat(fixture.admin.delete("/v2/exports/" + task.exportId()).status()).isEqualTo(200);
    HookedStore objects =
        new HookedStore(
            () -> {
              throw new AssertionError("The export began");
            });
    job(fixture, objects).run(task);
    assertThat(objects.objects).isEmpty();
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.CANCELED);
  }

  @Test
  void removesTheZipOfAnExportCanceledAtTheLastMoment() throws Exception {
    ExportFixture fixture = new ExportFixture("Cancel late");
    Exports.Task task = queued(fixture);
    HookedStore objects =
        new HookedStore(() -> fixture.admin.delete("/v2/exports/" + task.exportId()));
    job(fixture, objects).run(task);
    assertThat(objects.objects).isEmpty();
  }

  @Test
  void tellsAFailureOfTheStorage() throws Exception {
    ExportFixture fixture = new ExportFixture("Full disk");
    fixture.task("a", "Label", 0, List.of());
    Exports.Task task = queued(fixture);
    HookedStore objects =
        new HookedStore(
            () -> {
              throw new IOException("No space left on device");
            });
    ExportJob job = job(fixture, objects);
    Throwable failure = catchThrowable(() -> job.run(task));
    assertThat(failure).hasRootCauseMessage("No space left on device");
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.RUNNING);
    job.gaveUp(task, failure);
    Export failed = export(fixture, task);
    assertThat(failed.state()).isEqualTo(ExportState.FAILED);
    assertThat(failed.error())
        .contains("The file could not be written to the storage: No space left on device.");
    assertThat(failed.file()).isEmpty();
    assertThat(objects.objects).isEmpty();
    assertThatThrownBy(() -> ExportOutcome.file(failed)).hasMessageContaining("No space left");
  }

  @Test
  void beginsAnewAfterACrash() throws Exception {
    ExportFixture fixture = new ExportFixture("Crash");
    fixture.task("a", "Label", 0, List.of());
    Exports.Task task = queued(fixture);
    fixture.hub.bean(ExportStore.class).begin(fixture.key, task.exportId(), ExportFixture.NOON);
    HookedStore objects = new HookedStore(() -> {});
    job(fixture, objects).run(task);
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.READY);
    assertThat(objects.onlyRows()).hasSize(1);
  }

  @Test
  void endsSilentlyWhenAnotherRunSupersedesIt() throws Exception {
    ExportFixture fixture = new ExportFixture("Two runs");
    fixture.task("a", "Label", 0, List.of());
    Exports.Task task = queued(fixture);
    HookedStore second = new HookedStore(() -> {});
    HookedStore first =
        new HookedStore(
            () -> {
              elsewhere(() -> assertThatNoException().isThrownBy(() -> run(fixture, second, task)));
              throw new StorageRefusedException("NoSuchUpload: the parts were aborted");
            });
    job(fixture, first).run(task);
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.READY);
    assertThat(second.onlyRows()).hasSize(1);
    assertThat(first.objects).isEmpty();
  }

  private static void run(ExportFixture fixture, ObjectStore objects, Exports.Task task)
      throws Exception {
    job(fixture, objects).run(task);
  }

  @Test
  void leavesTheObjectOfTheRunThatSupersededIt() throws Exception {
    ExportFixture fixture = new ExportFixture("Slow run");
    fixture.task("a", "Label", 0, List.of());
    Exports.Task task = queued(fixture);
    HookedStore[] shared = new HookedStore[1];
    AtomicBoolean begun = new AtomicBoolean();
    shared[0] =
        new HookedStore(
            () -> {
              if (!begun.getAndSet(true)) {
                elsewhere(
                    () -> assertThatNoException().isThrownBy(() -> run(fixture, shared[0], task)));
              }
            });
    job(fixture, shared[0]).run(task);
    assertThat(shared[0].objects.keySet())
        .containsExactly(new ObjectKey(export(fixture, task).file().orElseThrow().objectKey()));
  }

  @Test
  void isNotFailedByARunThatWasSuperseded() {
    ExportFixture fixture = new ExportFixture("Late failure");
    Exports.Task task = queued(fixture);
    Exports exports = fixture.hub.bean(Exports.class);
    ExportRun first = exports.begin(task).orElseThrow();
    ExportRun second = exports.begin(task).orElseThrow();
    ExportJob job = job(fixture, new HookedStore(() -> {}));
    job.gaveUp(task, new ExportRun.FailedException(first.number(), new IOException("late")));
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.RUNNING);
    job.gaveUp(task, new ExportRun.FailedException(second.number(), new IOException("now")));
    assertThat(export(fixture, task).state()).isEqualTo(ExportState.FAILED);
  }

  @Test
  void removesWhatACrashedRunUploadedAlsoWhenTheProjectWasRenamed() throws Exception {
    ExportFixture fixture = new ExportFixture("Before");
    Exports.Task task = queued(fixture);
    HookedStore objects = new HookedStore(() -> {});
    crashAfterUpload(fixture, objects, task);
    fixture
        .jdbc
        .sql("update project set name = 'After' where project_key = ?")
        .param(fixture.key)
        .update();
    job(fixture, objects).run(task);
    assertThat(objects.objects.keySet())
        .containsExactly(new ObjectKey(export(fixture, task).file().orElseThrow().objectKey()));
  }

  @Test
  void sweepsWhatACrashedRunUploadedBeforeItsExportWasCanceled() {
    ExportFixture fixture = new ExportFixture("Crash and cancel");
    Exports.Task task = queued(fixture);
    HookedStore objects = new HookedStore(() -> {});
    crashAfterUpload(fixture, objects, task);
    fixture.admin.delete("/v2/exports/" + task.exportId()).data();
    sweep(fixture, objects, Instant.now());
    assertThat(objects.objects).as("a run may still be writing").hasSize(1);
    sweep(fixture, objects, Instant.now().plusSeconds(2 * 3600));
    assertThat(objects.objects).isEmpty();
    assertThat(fixture.hub.bean(ExportStore.class).everyObject(fixture.key, task.exportId()).keys())
        .isEmpty();
  }

  @Test
  void removesWhatWasUploadedWhenItsCommitFailedForGood() {
    ExportFixture fixture = new ExportFixture("Failed commit");
    Exports.Task task = queued(fixture);
    HookedStore objects = new HookedStore(() -> {});
    crashAfterUpload(fixture, objects, task);
    job(fixture, objects)
        .gaveUp(task, new ExportRun.FailedException(1, new IOException("connection lost")));
    assertThat(objects.objects).isEmpty();
  }

  @Test
  void removesExportsThatAreTooOld() throws Exception {
    ExportFixture fixture = new ExportFixture("Old");
    Exports.Task task = queued(fixture);
    HookedStore objects = new HookedStore(() -> {});
    job(fixture, objects).run(task);
    assertThat(objects.objects).hasSize(1);
    sweep(fixture, objects, Instant.now().plusSeconds(91L * 24 * 3600));
    assertThat(objects.objects).isEmpty();
    assertThat(fixture.admin.get("/v2/exports/" + task.exportId()).status()).isEqualTo(404);
  }

  @Test
  void makesManyExportsOfOneProjectAtATime() throws Exception {
    ExportFixture fixture = new ExportFixture("Crowd");
    int tasks = 50;
    for (int i = 0; i < tasks; i++) {
      String task = fixture.task("t" + i, i % 2 == 0 ? "Complete" : "Label", i, List.of());
      fixture.answer(task, EMPTY);
      fixture.visit(task, 1, "Start", "Start", Map.of());
    }
    int exports = 20;
    List<Future<List<String>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < exports; i++) {
        String stage = i % 2 == 0 ? "Complete" : "Label";
        answers.add(threads.submit(() -> fixture.names("&stage=" + stage)));
      }
    }
    for (int i = 0; i < exports; i++) {
      int parity = i % 2;
      List<String> expected =
          IntStream.range(0, tasks).filter(t -> t % 2 == parity).mapToObj(t -> "t" + t).toList();
      assertThat(answers.get(i).get()).isEqualTo(expected);
    }
  }
}
