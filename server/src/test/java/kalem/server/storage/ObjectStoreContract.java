package kalem.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every object store must do; each adapter's test extends it. */
public abstract class ObjectStoreContract {
  private static final ObjectKey KEY = new ObjectKey("p/assets/unguessable/größe 1+1&2.png");

  /** An empty store, or one in which nobody else writes under {@code p/}. */
  protected abstract ObjectStore store() throws IOException;

  @Test
  void givesBackWhatWasPut() throws IOException {
    StoredObject object = put(KEY, "content");
    assertThat(object.size()).isEqualTo(7);
    assertThat(store().head(KEY)).hasValue(object);
    assertThat(text(store().open(KEY))).isEqualTo("content");
  }

  @Test
  void keepsEmptyObjects() throws IOException {
    assertThat(put(KEY, "").size()).isZero();
    assertThat(text(store().open(KEY))).isEmpty();
  }

  @Test
  void readsParts() throws IOException {
    put(KEY, "0123456789");
    assertThat(text(store().open(KEY, 2, 3))).isEqualTo("234");
    assertThat(text(store().open(KEY, 8, 100))).isEqualTo("89");
    assertThat(text(store().open(KEY, 10, 5))).isEmpty();
  }

  @Test
  void readsByteByByteWithinThePart() throws IOException {
    put(KEY, "0123456789");
    try (InputStream in = store().open(KEY, 2, 2)) {
      assertThat(in.read()).isEqualTo('2');
      assertThat(in.read()).isEqualTo('3');
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void replacesAnObjectAndChangesItsTag() throws IOException {
    StoredObject first = put(KEY, "one");
    StoredObject second = put(KEY, "two");
    assertThat(second.tag()).isNotEqualTo(first.tag()).matches("[0-9A-Za-z-]+");
    assertThat(text(store().open(KEY))).isEqualTo("two");
  }

  @Test
  void keepsNothingOfAnUploadThatWasNotCompleted() throws IOException {
    try (ObjectStore.Upload upload = store().begin(KEY)) {
      upload.content().write("half".getBytes(UTF_8));
    }
    assertThat(store().head(KEY)).isEmpty();
  }

  @Test
  void keepsTheOldObjectWhenAReplacementBreaksOff() throws IOException {
    put(KEY, "old");
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("connection reset");
              }
            });
    assertThatThrownBy(() -> store().put(KEY, broken)).hasMessage("connection reset");
    assertThat(text(store().open(KEY))).isEqualTo("old");
  }

  @Test
  void knowsWhatIsNotThere() throws IOException {
    assertThat(store().head(KEY)).isEmpty();
    assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(NoSuchFileException.class);
    assertThat(store().delete(KEY)).isFalse();
    put(KEY, "x");
    ObjectKey directory = new ObjectKey("p/assets");
    assertThat(store().head(directory)).isEmpty();
    assertThatThrownBy(() -> store().open(directory)).isInstanceOf(NoSuchFileException.class);
    assertThat(store().head(new ObjectKey(KEY + "/below"))).isEmpty();
  }

  @Test
  void deletesOnce() throws IOException {
    put(KEY, "x");
    assertThat(store().delete(KEY)).isTrue();
    assertThat(store().delete(KEY)).isFalse();
    assertThat(store().head(KEY)).isEmpty();
    assertThat(put(KEY, "again").size()).isEqualTo(5);
  }

  @Test
  void showsOneWholeObjectToEverybodyWhileManyWrite() throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    put(KEY, "0".repeat(50_000));
    for (int i = 0; i < 8; i++) {
      String content = String.valueOf(i).repeat(50_000);
      work.add(
          () -> {
            put(KEY, content);
            String read = text(store().open(KEY));
            assertThat(read).isEqualTo(read.substring(0, 1).repeat(50_000));
            return null;
          });
    }
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> done : workers.invokeAll(work)) {
        done.get();
      }
    }
  }

  private StoredObject put(ObjectKey key, String content) throws IOException {
    return store().put(key, new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
