package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kalem.server.kernel.KalemException;
import org.junit.jupiter.api.Test;

class PartMemoryTest {
  private static final int PART = S3Upload.partSize(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void letsNoMorePartsInThanThereIsRoomFor() throws IOException {
    PartMemory memory = new PartMemory(2L * PART, SHORT);
    PartMemory.Room first = memory.take(PART);
    try (PartMemory.Room second = memory.take(PART)) {
      assertThat(second).isNotNull();
      assertThatThrownBy(() -> memory.take(PART))
          .isInstanceOf(KalemException.class)
          .hasMessageContaining("Many uploads");
      first.close();
      first.close();
      memory.take(PART).close();
    }
  }

  @Test
  void givesAPartThatIsLargerThanAllTheMemoryAllOfIt() throws IOException {
    PartMemory memory = new PartMemory(PART, SHORT);
    try (PartMemory.Room room = memory.take(8 * PART)) {
      assertThat(room).isNotNull();
      assertThatThrownBy(() -> memory.take(PART)).isInstanceOf(KalemException.class);
    }
    memory.take(PART).close();
  }

  @Test
  void letsAnUploadWaitUntilAnotherHasSentItsPart() throws Exception {
    S3TestServer server = S3TestServer.shared();
    PartMemory memory = new PartMemory(PART, Duration.ofMinutes(1));
    try (S3Upload first = upload(server, memory, "first");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      first.content().write(new byte[PART / 2]);
      Future<Boolean> second = threads.submit(() -> isStored(upload(server, memory, "second")));
      while (!memory.isAwaited()) {
        assertThat(second).isNotDone();
        Thread.sleep(5);
      }
      first.content().write(new byte[PART / 2 + 1]);
      assertThat(second.get()).isTrue();
      first.complete();
    }
  }

  @Test
  void letsSmallUploadsPass() throws IOException {
    S3TestServer server = S3TestServer.shared();
    PartMemory memory = new PartMemory(PART, SHORT);
    try (PartMemory.Room all = memory.take(PART);
        S3Upload small = upload(server, memory, "small")) {
      assertThat(all).isNotNull();
      small.content().write(new byte[1000]);
      assertThat(small.complete().size()).isEqualTo(1);
    }
  }

  private static boolean isStored(S3Upload upload) throws IOException {
    try (upload) {
      upload.content().write(new byte[PART]);
      upload.complete();
      return true;
    }
  }

  private static S3Upload upload(S3TestServer server, PartMemory memory, String name) {
    ObjectKey key = new ObjectKey("memory/" + name);
    return new S3Upload(
        server.client(),
        S3TestServer.BUCKET,
        key.value(),
        memory,
        () -> new StoredObject(key, 1, java.time.Instant.EPOCH, "tag"));
  }
}
