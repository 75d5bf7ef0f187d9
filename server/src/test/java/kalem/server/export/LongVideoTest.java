package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipInputStream;
import kalem.annotation.answer.Marks;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.server.annotation.ImportedAnswers;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.NewAnswer;
import kalem.server.kernel.Json;
import kalem.server.project.Projects;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A video on which a million frames are annotated: stored, opened and exported in little memory.
 */
class LongVideoTest {
  private static final int TRACKS = 20;
  private static final int FRAMES = 50_000;
  private static final int STEP = 20;
  private static final long MOST_GROWTH = 100 << 20;

  private final ExportFixture fixture = new ExportFixture("Long video");
  private final Heap heap = new Heap();

  /** The most memory that was really in use, looked at now and then. */
  private static final class Heap {
    private static final int LOOK_EVERY = 200_000;

    private final long before = used();
    private final AtomicLong highest = new AtomicLong();
    private long steps;

    private static long used() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }

    void step() {
      if (steps++ % LOOK_EVERY == 0) {
        highest.accumulateAndGet(used(), Math::max);
      }
    }

    long growth() {
      return highest.get() - before;
    }
  }

  private String videoTask() {
    String task = fixture.task("clip.mp4", "Complete", 0, List.of());
    fixture
        .jdbc
        .sql(
            "update asset set metadata = ?::json where project_key = ? and id ="
                + " (select asset_id from task where project_key = ? and id = ?)")
        .params("{\"frameTotal\":" + FRAMES + "}", fixture.key, fixture.key, task)
        .update();
    return task;
  }

  private static ToolObject keyFrame(int track, int frame) {
    return new ToolObject(
        "object-" + track,
        "6a11c0de00000000000000a1",
        "Car",
        new Box(frame % 1900 + 0.5, track * 40, 30, 20),
        new Marks(OptionalInt.of(frame), false, false, false),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  /** Track by track, as files of other formats have them. */
  private void store(String task) {
    ImportedAnswers.Target target =
        new ImportedAnswers.Target(task, 1, Optional.empty(), true, MaskKeys.NONE);
    try (NewAnswer answer =
        fixture
            .hub
            .bean(ImportedAnswers.class)
            .begin(
                fixture.hub.bean(Projects.class).get(fixture.key),
                target,
                "ana@team.example",
                Instant.now())) {
      for (int track = 0; track < TRACKS; track++) {
        for (int frame = 0; frame < FRAMES; frame += STEP) {
          answer.add(keyFrame(track, frame));
          heap.step();
        }
      }
      fixture.set("task", task, "answer_id", answer.finish(MaskKeys.NONE));
    }
  }

  private InputStream body(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .header("apikey", fixture.hub.adminKey())
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }

  /** How many entries a text has, which all must follow each other by frame. */
  private long entries(InputStream text) {
    long entries = 0;
    long last = -1;
    try (JsonParser tokens = Json.MAPPER.createParser(text)) {
      while (tokens.nextToken() != null) {
        if (tokens.currentToken() == JsonToken.PROPERTY_NAME
            && tokens.currentName().equals("page")) {
          tokens.nextToken();
          assertThat(tokens.getLongValue()).isGreaterThanOrEqualTo(last);
          last = tokens.getLongValue();
          entries++;
          heap.step();
        }
      }
    }
    return entries;
  }

  private long exportedEntries(String query) throws Exception {
    String path =
        fixture
            .admin
            .get("/v2/export?project=" + fixture.project + query)
            .data()
            .path("exportPath")
            .asString();
    try (ZipInputStream zip = new ZipInputStream(body(path))) {
      assertThat(zip.getNextEntry()).isNotNull();
      return entries(uncloseable(zip));
    }
  }

  private static InputStream uncloseable(InputStream stream) {
    return new FilterInputStream(stream) {
      @Override
      public void close() {}
    };
  }

  @Test
  void aMillionAnnotatedFramesNeedLittleMemory() throws Exception {
    String task = videoTask();
    store(task);
    try (InputStream opened = body(fixture.hub.url() + "/v2/task/" + task)) {
      assertThat(entries(opened)).isEqualTo(TRACKS * FRAMES / STEP);
    }
    try (InputStream opened = body(fixture.hub.url() + "/v2/task/" + task + "/editor")) {
      assertThat(entries(opened)).isEqualTo(TRACKS * FRAMES / STEP);
    }
    assertThat(exportedEntries("&includeOnlyKeyFrames=true")).isEqualTo(TRACKS * FRAMES / STEP);
    assertThat(exportedEntries("")).isEqualTo((long) TRACKS * FRAMES);
    assertThat(heap.growth()).isLessThan(MOST_GROWTH);
  }
}
