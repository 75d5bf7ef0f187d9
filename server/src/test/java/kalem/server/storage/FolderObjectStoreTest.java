package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory in which other people look as well. */
class FolderObjectStoreTest extends ObjectStoreContract {
  @TempDir Path directory = Path.of("");

  private final ObjectKey key = new ObjectKey("2026/a.zip");

  @Override
  protected LocalObjectStore store() throws IOException {
    return LocalObjectStore.inFolder(directory.resolve("files"));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory.resolve("files/2026"))) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void keepsTheObjectsRightInTheirFoldersAndNothingElse() throws IOException {
    store().put(key, new ByteArrayInputStream(new byte[] {1}));
    try (ObjectStore.Upload upload = store().begin(new ObjectKey("2026/b.zip"))) {
      upload.content().write(1);
    }
    assertThat(names()).containsExactly("a.zip");
  }

  @Test
  void leavesFoldersThatItEmptiesAsTheyMayBeOtherPeoples() throws IOException {
    store().put(key, new ByteArrayInputStream(new byte[] {1}));
    store().delete(key);
    assertThat(names()).isEmpty();
  }

  @Test
  void discardsWhatACrashLeftOfOneUploadAndShowsItToNobody() throws IOException {
    // Never closed, as if the process had died.
    store().begin(key).content().write(1);
    store().begin(new ObjectKey("2026/b.zip")).content().write(1);
    assertThat(names()).hasSize(2).allMatch(name -> name.startsWith(".kalem-"));
    assertThat(store().list("2026/", Optional.empty(), 10).files()).isEmpty();

    store().discardUnfinished(key);

    assertThat(names()).hasSize(1);
  }

  @Test
  void listsPageByPage() throws IOException {
    for (String each : List.of("b", "a", "c/d", "e")) {
      store().put(new ObjectKey("x/" + each), new ByteArrayInputStream(new byte[] {1}));
    }
    StorageBucket.Listing first = store().list("x/", Optional.empty(), 3);
    assertThat(first.files()).extracting(f -> f.key().value()).containsExactly("x/a", "x/b");
    assertThat(first.folders()).containsExactly("x/c/");
    StorageBucket.Listing second = store().list("x/", first.next(), 3);
    assertThat(second.files()).extracting(f -> f.key().value()).containsExactly("x/e");
    assertThat(second.next()).isEmpty();
    assertThat(store().list("nowhere/", Optional.empty(), 3).files()).isEmpty();
  }
}
