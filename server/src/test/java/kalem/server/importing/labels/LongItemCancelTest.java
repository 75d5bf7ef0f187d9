package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.ontology.CategorySchema;
import kalem.server.kernel.Json;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/** An import that is canceled while an item that takes minutes is on its way. */
class LongItemCancelTest {
  @TempDir Path folder;

  /** An item that is just too long for memory. */
  private Path item(int boxes) throws IOException {
    Path file = folder.resolve("long.json");
    Files.writeString(
        file,
        Json.write(
            List.of(
                Map.of(
                    "externalId",
                    "one.jpg",
                    "objects",
                    IntStream.range(0, boxes).mapToObj(i -> box("box-" + i)).toList()))));
    return file;
  }

  /** Wants no more after some looks. */
  private static final class Impatient implements LabelImporter.Log {
    private int left;

    Impatient(int looks) {
      this.left = looks;
    }

    @Override
    public void stopWhenCanceled() {
      left--;
      if (left < 0) {
        throw new ImportCanceledException();
      }
    }

    @Override
    public void found(Labeling.Outcome outcome) {}

    @Override
    public void done(Labeling.Outcome outcome, int items, long bytes) {
      throw new AssertionError("The item was stored to its end");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.5})
  void endsBetweenTwoEntriesAndStoresNothing(double rounds) throws IOException {
    ImportFixture fixture = new ImportFixture("Long and canceled " + rounds);
    fixture.assets("one.jpg");
    int boxes = (int) (LabelSource.LONGEST_IN_MEMORY / 80);
    Project project = fixture.hub.bean(Projects.class).get(fixture.key);
    ImportRun run =
        new ImportRun(
            project.id(),
            project,
            CategorySchema.of(Json.parse(project.categorySchema())),
            ImportOptions.DEFAULT,
            "someone@example.org",
            Instant.now(),
            false,
            false);
    Impatient log = new Impatient((int) (boxes * rounds));
    try (ImportSource source = ImportSource.own(item(boxes))) {
      assertThatThrownBy(
              () ->
                  fixture
                      .hub
                      .bean(TransactionTemplate.class)
                      .executeWithoutResult(
                          status ->
                              fixture.hub.bean(LabelImporter.class).runHere(run, source, log)))
          .isInstanceOf(ImportCanceledException.class);
    }
    assertThat(fixture.objects("one.jpg")).isEmpty();
    assertThat(
            fixture
                .jdbc
                .sql("select count(*) from answer_part where project_key = ?")
                .param(fixture.key)
                .query(Long.class)
                .single())
        .isZero();
  }
}
