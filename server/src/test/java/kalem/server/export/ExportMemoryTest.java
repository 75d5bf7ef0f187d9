package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import kalem.server.job.TableStatistics;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.SignedLinks;
import kalem.server.storage.Storages;
import kalem.server.storage.StoredObject;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/** A project whose export is many times what the heap may grow by. */
class ExportMemoryTest {
  private static final int TASKS = 100_000;
  private static final long LOOK_EVERY = 1 << 20;
  private static final long MOST_GROWTH = 64 << 20;

  /** Counts what it is given and now and then how much of the heap is in use. */
  private static final class CountingStore implements ObjectStore {
    private long size;
    private long nextLook;
    private long highest;

    @Override
    public Upload begin(ObjectKey key) {
      return new Upload() {
        @Override
        public OutputStream content() {
          return new OutputStream() {
            @Override
            public void write(int value) {
              size++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              size += length;
              if (size >= nextLook) {
                nextLook = size + LOOK_EVERY;
                highest = Math.max(highest, usedHeap());
              }
            }
          };
        }

        @Override
        public StoredObject complete() {
          return new StoredObject(key, size, Instant.EPOCH, "x");
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
      return Optional.empty();
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws IOException {
      throw new IOException("Nothing is kept");
    }

    @Override
    public boolean delete(ObjectKey key) {
      return false;
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void needsNoMoreMemoryForAHundredThousandTasks() throws Exception {
    ExportFixture fixture = new ExportFixture("A hundred thousand");
    ManyTasks.fill(fixture, TASKS, 2);
    ExportStore exports = fixture.hub.bean(ExportStore.class);
    Exports.Task task = new Exports.Task(fixture.key, fixture.newId());
    exports.add(
        Export.queued(
            fixture.key,
            task.exportId(),
            ExportRequestReader.read(Map.of()),
            Optional.empty(),
            new Export.Order(ExportFixture.NOON, "admin@example.org")));
    CountingStore objects = new CountingStore();
    long before = usedHeap();
    long start = System.nanoTime();
    ExportPlaces places =
        new ExportPlaces(
            objects, fixture.hub.bean(Storages.class), fixture.hub.bean(SignedLinks.class));
    new ExportJob(
            fixture.hub.bean(Exports.class),
            exports,
            fixture.hub.bean(ExportReading.class),
            fixture.hub.bean(ExportFileReader.class),
            places,
            new ExportRemoval(fixture.hub.bean(Exports.class), exports, places),
            fixture.hub.bean(TableStatistics.class),
            InstantSource.system(),
            fixture.hub.bean(PlatformTransactionManager.class))
        .run(task);
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    System.out.printf(
        "%d tasks: %d ms, zip %d MB, heap before %d MB, highest %d MB%n",
        TASKS, milliseconds, objects.size >> 20, before >> 20, objects.highest >> 20);
    assertThat(exports.find(fixture.key, task.exportId()).orElseThrow().tasksDone())
        .isEqualTo(TASKS);
    assertThat(objects.highest - before).isLessThan(MOST_GROWTH);
  }
}
