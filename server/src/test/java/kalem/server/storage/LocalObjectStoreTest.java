package kalem.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {
  @TempDir Path directory = Path.of("");

  @Override
  protected ObjectStore store() throws IOException {
    return LocalObjectStore.own(directory.resolve("files"));
  }

  @Test
  void leavesNoTraceOfUploadsAndDeletedObjects() throws IOException {
    ObjectStore store = store();
    ObjectKey key = new ObjectKey("a/b/c");
    store.put(key, new ByteArrayInputStream("x".getBytes(UTF_8)));
    try (ObjectStore.Upload upload = store.begin(key)) {
      upload.content().write(1);
    }
    store.delete(key);
    try (Stream<Path> left = Files.walk(directory.resolve("files"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("files", "objects", "incoming");
    }
  }

  @Test
  void sweepsUploadsThatACrashLeftBehind() throws IOException {
    assertThat(store()).isNotNull();
    Path incoming = directory.resolve("files/incoming");
    Path old = Files.writeString(incoming.resolve("old"), "x");
    Path fresh = Files.writeString(incoming.resolve("fresh"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));
    store().discardUnfinished(Duration.ofDays(1));
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void sweepsWhileAnotherNodeMovesUploadsInPlace() throws Exception {
    ObjectStore other = store();
    try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
      Future<?> uploads =
          worker.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  other.put(new ObjectKey("a/" + i), new ByteArrayInputStream(new byte[] {1}));
                }
                return null;
              });
      while (!uploads.isDone()) {
        store().discardUnfinished(Duration.ofDays(1));
      }
      uploads.get();
    }
  }

  @Test
  void followsNoLinkOutOfItsDirectory() throws IOException {
    ObjectStore store = store();
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "x");
    Path objects = directory.resolve("files/objects");
    Files.createSymbolicLink(objects.resolve("out"), outside);
    Files.createSymbolicLink(objects.resolve("file"), outside.resolve("secret"));

    ObjectKey through = new ObjectKey("out/secret");
    assertThatThrownBy(() -> store.head(through)).hasMessageContaining("refuses");
    assertThatThrownBy(() -> store.open(through)).hasMessageContaining("refuses");
    assertThatThrownBy(() -> store.delete(through)).hasMessageContaining("refuses");
    assertThatThrownBy(
            () ->
                store.put(new ObjectKey("out/new/file"), new ByteArrayInputStream(new byte[] {1})))
        .hasMessageContaining("refuses");
    assertThat(store.head(new ObjectKey("file"))).isEmpty();
    try (Stream<Path> left = Files.list(outside)) {
      assertThat(left).hasSize(1);
    }
  }
}
