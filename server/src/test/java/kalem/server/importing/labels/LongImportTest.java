package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.BOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One item with more labels than should ever be in memory: every frame of a long video. */
class LongImportTest {
  private static final int TRACKS = 10;
  private static final int FRAMES = 15_000;
  private static final int KEY_FRAME_EVERY = 30;
  private static final int KEY_FRAMES = TRACKS * (FRAMES / KEY_FRAME_EVERY);
  private static final long MOST_GROWTH = 80 << 20;

  @TempDir Path folder;

  private Path everyFrame(String externalId) throws IOException {
    Path file = folder.resolve("frames.json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("[{\"externalId\":\"" + externalId + "\",\"objects\":[");
      for (int frame = 0; frame < FRAMES; frame++) {
        for (int track = 0; track < TRACKS; track++) {
          out.write(frame + track == 0 ? "" : ",");
          out.write(
              Json.write(
                  Map.of(
                      "schemaId",
                      "car",
                      "objectId",
                      "track-" + track,
                      "page",
                      frame,
                      "keyFrame",
                      frame % KEY_FRAME_EVERY == 0,
                      BOX,
                      Map.of("x", frame % 500, "y", track, "width", 20, "height", 10),
                      "metadata",
                      Map.of("createdBy", "camera-7@example.org"))));
        }
      }
      out.write("]}]");
    }
    return file;
  }

  @Test
  void aLongItemIsImportedInLittleMemoryAndCanBeAddedTo() throws Exception {
    ImportFixture fixture = new ImportFixture("Long video");
    fixture.video("long.mp4", FRAMES);
    Path file = everyFrame("long.mp4");
    assertThat(Files.size(file)).isGreaterThan(20 << 20);
    long before = Heap.used();
    long highest =
        Heap.highest(
            () -> {
              JsonNode done = fixture.imported(file, "frames.json", Map.of());
              assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("ready");
              assertThat(done.path("tasksLabeled").asInt()).isEqualTo(1);
              assertThat(done.path("objects").asInt()).isEqualTo(KEY_FRAMES);
            });
    assertThat(highest - before).isLessThan(MOST_GROWTH);
    assertThat(fixture.objects("long.mp4")).hasSize(KEY_FRAMES);

    Map<String, Object> another =
        Map.of(
            "schemaId",
            "car",
            "objectId",
            "late",
            "page",
            7,
            BOX,
            Map.of("x", 1, "y", 2, "width", 3, "height", 4));
    JsonNode added =
        fixture.imported(
            "more.json",
            Json.write(List.of(Map.of("externalId", "long.mp4", "objects", List.of(another)))),
            Map.of("mode", "append"));
    assertThat(added.path("state").asString()).as(added.toString()).isEqualTo("ready");
    assertThat(added.path("objects").asInt()).isEqualTo(1);
    assertThat(fixture.objects("long.mp4")).hasSize(KEY_FRAMES + 1).contains("late");
  }
}
