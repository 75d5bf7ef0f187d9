package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.server.importing.labels.Import.Progress;
import kalem.server.importing.labels.Import.Source;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Imports that are run again, and runs that overlap. */
class ImportRunTest {
  private static String items(String... externalIds) {
    return Json.write(
        List.of(externalIds).stream()
            .map(id -> Map.of("externalId", id, "objects", List.of(box("of-" + id))))
            .toList());
  }

  private static JsonNode run(ImportFixture fixture, String id, Map<String, Object> options) {
    assertThat(fixture.admin.post("/v2/imports/" + id + "/run", options).status()).isEqualTo(202);
    return fixture.over(id);
  }

  /** An import whose job nobody does. */
  private static Import queued(ImportFixture fixture, String id) {
    Import queued =
        new Import(
            fixture.key,
            id,
            1,
            0,
            ImportOptions.DEFAULT,
            ImportState.QUEUED,
            false,
            new Source(Optional.empty(), Optional.empty(), "labels.json", 0),
            Optional.empty(),
            Progress.NONE,
            Tally.NONE,
            Optional.empty(),
            Optional.empty(),
            Instant.now(),
            "someone@example.org",
            Optional.empty());
    fixture.hub.bean(ImportStore.class).add(queued);
    return queued;
  }

  @Test
  @Timeout(60)
  void isRunEvenWhileTheJobOfTheRunBeforeHasItsRow() {
    ImportFixture fixture = new ImportFixture("Rows of jobs");
    fixture.assets("one.jpg");
    String id =
        fixture
            .imported("labels.json", items("one.jpg"), Map.of("dryRun", true))
            .path("_id")
            .asString();
    for (String job : List.of(id, id + ".1")) {
      fixture
          .jdbc
          .sql(
              """
              insert into scheduled_tasks (task_name, task_instance, execution_time, picked,
                picked_by, last_heartbeat, version)
              values ('import', ?, now(), true, 'another server', now() + interval '1 day', 1)
              on conflict do nothing
              """)
          .param(job)
          .update();
    }
    try {
      assertThat(run(fixture, id, Map.of()).path("state").asString()).isEqualTo("ready");
      assertThat(fixture.objects("one.jpg")).containsExactly("of-one.jpg");
    } finally {
      fixture
          .jdbc
          .sql("delete from scheduled_tasks where task_name = 'import' and task_instance like ?")
          .param(id + "%")
          .update();
    }
  }

  @Test
  void labelsAreAddedOnceThoughTheImportIsRunAgain() {
    ImportFixture fixture = new ImportFixture("Append again");
    fixture.assets("one.jpg", "two.jpg", "three.jpg");
    Map<String, Object> nameless = new HashMap<>(box("any"));
    nameless.remove("objectId");
    String file =
        Json.write(
            Stream.of("one.jpg", "two.jpg", "three.jpg")
                .map(id -> Map.of("externalId", id, "objects", List.of(nameless)))
                .toList());
    String id =
        fixture.imported("labels.json", file, Map.of("mode", "append")).path("_id").asString();
    // As it is left by a cancel behind the second item.
    fixture
        .jdbc
        .sql(
            "update import set state = 'canceled', items_done = 2 where project_key = ? and id = ?")
        .params(fixture.key, id)
        .update();
    JsonNode done = run(fixture, id, Map.of());
    assertThat(done.path("itemsDone").asInt()).isEqualTo(3);
    assertThat(fixture.objects("one.jpg")).hasSize(1);
    assertThat(fixture.objects("two.jpg")).hasSize(1);
    assertThat(fixture.objects("three.jpg")).hasSize(2);
  }

  @Test
  void aJobOfAnEarlierRunDoesNotBegin() {
    ImportFixture fixture = new ImportFixture("Earlier run");
    Imports imports = fixture.hub.bean(Imports.class);
    ImportStore store = fixture.hub.bean(ImportStore.class);
    Import first = queued(fixture, fixture.project);
    store.cancel(fixture.key, first.id(), Instant.now(), Instant.now());
    store.requeue(
        fixture.key, first.id(), false, first.options(), Instant.now(), first.createdBy());
    assertThat(imports.begin(Imports.Task.of(first))).isEmpty();
    imports.failed(Imports.Task.of(first), "It failed long ago.");
    Import second = imports.get(fixture.key, first.id());
    assertThat(second.state()).isEqualTo(ImportState.QUEUED);
    assertThat(imports.begin(Imports.Task.of(second))).isPresent();
  }

  @Test
  void onlyTheLatestAttemptMayWrite() {
    ImportFixture fixture = new ImportFixture("Attempts");
    Imports imports = fixture.hub.bean(Imports.class);
    ImportStore store = fixture.hub.bean(ImportStore.class);
    Imports.Task task = Imports.Task.of(queued(fixture, fixture.project));
    Import suspended = imports.begin(task).orElseThrow();
    Progress progress = new Progress(false, 10, 1, Optional.empty());
    assertThat(store.progress(suspended, progress, Tally.NONE)).isTrue();
    Import revived = imports.begin(task).orElseThrow();
    assertThat(revived.progress().itemsDone()).isEqualTo(1);
    assertThat(store.progress(suspended, progress, Tally.NONE)).isFalse();
    assertThat(
            imports.finish(
                suspended, ImportState.READY, Tally.NONE, Optional.empty(), Optional.empty()))
        .isFalse();
    assertThat(store.progress(revived, progress, Tally.NONE)).isTrue();
  }
}
