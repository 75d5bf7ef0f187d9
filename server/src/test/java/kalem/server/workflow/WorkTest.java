package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Working on tasks from outside: queue, drafts, versions, submit, review, skip, requeue. */
class WorkTest {
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "tools",
          List.of(
              Map.of(
                  "tool", "bounding-box", "title", "Car", "schemaId", "car", "color", "#3366ff")),
          "classifications",
          List.of(
              Map.of(
                  "tool",
                  "radio",
                  "title",
                  "Sky",
                  "schemaId",
                  "sky",
                  "required",
                  true,
                  "options",
                  List.of(
                      Map.of("value", "Blue", "schemaId", "blue"),
                      Map.of("value", "Grey", "schemaId", "grey")))),
          "relations",
          List.of());

  private static final List<Map<String, Object>> REVIEWED =
      List.of(
          Map.of(
              "id",
              "Start",
              "type",
              "Start",
              "name",
              "Start",
              "next",
              List.of("Label"),
              "autoForward",
              true),
          Map.of("id", "Label", "type", "Label", "name", "Label", "next", List.of("QA")),
          Map.of("id", "QA", "type", "Review", "name", "QA", "next", List.of("Complete", "Label")),
          Map.of("id", "Complete", "type", "Complete", "name", "Complete", "next", List.of()));

  private static int people;

  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private String project;
  private TestClient labeler;

  @BeforeEach
  void makeProject() {
    project = hub.newProject("Work");
    admin
        .post("/v2/project/" + project, Map.of("categorySchema", SCHEMA, "stages", REVIEWED))
        .data();
    labeler = member("Labeler");
  }

  @Test
  void twoPeopleGetDifferentTasks() {
    addAssets(2);
    String first = next(labeler, "label").path("_id").asString();
    String second = next(member("Labeler"), "label").path("_id").asString();

    assertThat(first).isNotEmpty().isNotEqualTo(second);
    assertThat(next(labeler, "label").path("_id").asString()).isEqualTo(first);
  }

  @Test
  void manyPeopleAtOnceNeverGetTheSameTask() throws Exception {
    addAssets(60);
    List<TestClient> crowd = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      crowd.add(member("Labeler"));
    }
    Set<String> seen = new ConcurrentSkipListSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      crowd.forEach(person -> done.add(threads.submit(() -> empty(person, seen))));
      for (Future<?> one : done) {
        one.get();
      }
    }

    assertThat(seen).hasSize(60);
  }

  private void empty(TestClient person, Set<String> seen) {
    for (JsonNode task = next(person, "label"); task.isObject(); task = next(person, "label")) {
      String id = task.path("_id").asString();
      assertThat(seen.add(id)).as("handed out once: " + id).isTrue();
      submit(person, id, answer(1)).data();
    }
  }

  @Test
  void aDraftIsSavedObjectByObjectAndComesBackToItsAuthorOnly() {
    JsonNode task = taken();
    String id = task.path("_id").asString();

    JsonNode saved =
        labeler
            .put(
                "/v2/task/" + id + "/draft",
                Map.of(
                    "baseVersion", task.path("version").asInt(), "upserts", List.of(box("a", 1))))
            .data();

    assertThat(saved.path("version").asInt()).isEqualTo(task.path("version").asInt() + 1);
    JsonNode own = labeler.get("/v2/task/" + id + "/editor").data();
    assertThat(own.path("task").path("answer").path("tools")).hasSize(1);
    assertThat(own.path("draft").path("present").asBoolean()).isTrue();
    JsonNode others = admin.get("/v2/task/" + id + "/editor").data();
    assertThat(others.path("task").path("answer").path("tools")).isEmpty();
  }

  @Test
  void theSameAutosaveTwiceIsHarmlessAndAnotherOneOnAnOldVersionIsRefused() {
    JsonNode task = taken();
    String path = "/v2/task/" + task.path("_id").asString() + "/draft";
    Map<String, Object> save =
        Map.of("baseVersion", task.path("version").asInt(), "upserts", List.of(box("a", 1)));

    int version = labeler.put(path, save).data().path("version").asInt();

    assertThat(labeler.put(path, save).data().path("version").asInt()).isEqualTo(version);
    TestClient.Answer stale =
        labeler.put(
            path,
            Map.of("baseVersion", task.path("version").asInt(), "upserts", List.of(box("b", 2))));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().path("error").path("version").asInt()).isEqualTo(version);
  }

  @Test
  void aFaultyDraftIsRefusedWhole() {
    JsonNode task = taken();
    String id = task.path("_id").asString();
    Map<String, Object> unknown =
        Map.of(
            "objectId",
            "x",
            "schemaId",
            "nothing",
            "bounding-box",
            Map.of("x", 1, "y", 1, "width", 1, "height", 1));

    TestClient.Answer refused =
        labeler.put(
            "/v2/task/" + id + "/draft",
            Map.of(
                "baseVersion",
                task.path("version").asInt(),
                "upserts",
                List.of(box("a", 1), unknown)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error").path("details").toString()).contains("UNKNOWN_CLASS");
    assertThat(
            labeler
                .get("/v2/task/" + id + "/editor")
                .data()
                .path("task")
                .path("answer")
                .path("tools"))
        .isEmpty();
  }

  @Test
  void submittingFromTheEditorNeedsWhatIsRequired() {
    JsonNode task = taken();
    String id = task.path("_id").asString();

    TestClient.Answer refused =
        labeler.post(
            "/v2/annotate/" + id + "?nextStage=true",
            Map.of("version", task.path("version").asInt()));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error").path("code").asString()).isEqualTo("required-missing");
    assertThat(refused.json().path("error").path("details").get(0).path("schemaId").asString())
        .isEqualTo("sky");
  }

  @Test
  void aSubmitTakesTheDraftAlongAndASecondOneOfTheSameVersionChangesNothing() {
    JsonNode task = taken();
    String id = task.path("_id").asString();
    int version =
        labeler
            .put(
                "/v2/task/" + id + "/draft",
                Map.of(
                    "baseVersion",
                    task.path("version").asInt(),
                    "upserts",
                    List.of(box("a", 1), sky("Blue"))))
            .data()
            .path("version")
            .asInt();
    Map<String, Object> submit = Map.of("version", version, "duration", 1200);

    JsonNode label =
        labeler.post("/v2/annotate/" + id + "?nextStage=true", submit).data().path("label");
    JsonNode again =
        labeler.post("/v2/annotate/" + id + "?nextStage=true", submit).data().path("label");

    assertThat(label.path("stage").asString()).isEqualTo("QA");
    assertThat(label.path("answer").path("tools")).hasSize(1);
    assertThat(again.path("version").asInt()).isEqualTo(label.path("version").asInt());
    assertThat(history(id)).hasSize(2);
  }

  @Test
  void aRejectedTaskReturnsToItsLabelerWithTheReason() {
    String id = taken().path("_id").asString();
    submit(labeler, id, answer(1)).data();
    TestClient reviewer = member("Reviewer");
    assertThat(next(reviewer, "review").path("_id").asString()).isEqualTo(id);

    reviewer
        .post("/v2/review/" + id, Map.of("reviewStatus", "Rejected", "comment", "The box is loose"))
        .data();

    JsonNode back = next(labeler, "label");
    assertThat(back.path("_id").asString()).isEqualTo(id);
    assertThat(back.path("review").path("comment").asString()).isEqualTo("The box is loose");
    submit(labeler, id, answer(2)).data();
    assertThat(next(reviewer, "review").path("_id").asString()).isEqualTo(id);
    reviewer.post("/v2/review/" + id, Map.of("reviewStatus", "Accepted")).data();
    assertThat(admin.get("/v2/task/" + id).data().path("task").path("stage").asString())
        .isEqualTo("Complete");
    assertThat(history(id))
        .extracting(visit -> visit.path("stageName").asString())
        .containsExactly("Start", "Label", "QA", "Label", "QA");
    assertThat(history(id).get(3).path("rework").asBoolean()).isTrue();
  }

  @Test
  void nobodyReviewsTheirOwnLabelsFromTheQueue() {
    addAssets(1);
    TestClient both = member("Reviewer");
    String id = next(both, "label").path("_id").asString();
    submit(both, id, answer(1)).data();

    assertThat(next(both, "review").isNull()).isTrue();
    assertThat(both.post("/v2/review/" + id, Map.of("reviewStatus", "Accepted")).status())
        .isEqualTo(403);
  }

  @Test
  void aSkippedTaskComesLastAndWritesNoHistory() {
    addAssets(2);
    JsonNode first = next(labeler, "label");
    String id = first.path("_id").asString();

    labeler.post("/v2/task/" + id + "/skip", Map.of()).data();

    JsonNode second = next(labeler, "label");
    assertThat(second.path("_id").asString()).isNotEqualTo(id);
    submit(labeler, second.path("_id").asString(), answer(1)).data();
    assertThat(next(labeler, "label").path("_id").asString()).isEqualTo(id);
    assertThat(history(id)).hasSize(1);
  }

  @Test
  void aRequeuedTaskIsRefusedToWhoStillHasItOpen() {
    JsonNode task = taken();
    String id = task.path("_id").asString();
    admin
        .post(
            "/v2/project/" + project + "/requeueTasks",
            Map.of("toStageId", "Complete", "filters", Map.of("taskIds", List.of(id))))
        .data();

    TestClient.Answer save =
        labeler.put(
            "/v2/task/" + id + "/draft",
            Map.of("baseVersion", task.path("version").asInt(), "upserts", List.of(box("a", 1))));

    assertThat(save.status()).isEqualTo(409);
    assertThat(history(id)).hasSize(1);
  }

  @Test
  void requeueingToAnUnknownStageMovesNothing() {
    addAssets(1);

    TestClient.Answer refused =
        admin.post("/v2/project/" + project + "/requeueTasks", Map.of("toStageId", "Nowhere"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(next(labeler, "label").path("stage").asString()).isEqualTo("Label");
  }

  @Test
  void aStageThatHoldsTasksIsOnlyRemovedWhenTheyAreMoved() {
    addAssets(1);
    List<Map<String, Object>> shorter =
        List.of(
            Map.of(
                "id",
                "Start",
                "type",
                "Start",
                "name",
                "Start",
                "next",
                List.of("Complete"),
                "autoForward",
                true),
            Map.of("id", "Complete", "type", "Complete", "name", "Complete", "next", List.of()));

    assertThat(admin.post("/v2/project/" + project, Map.of("stages", shorter)).status())
        .isEqualTo(409);
    admin
        .post("/v2/project/" + project, Map.of("stages", shorter, "moveTasksTo", "Complete"))
        .data();

    assertThat(
            admin
                .get("/v2/project/" + project + "/tasks")
                .data()
                .path("tasks")
                .get(0)
                .path("stage")
                .asString())
        .isEqualTo("Complete");
  }

  @Test
  void anAnswerFollowsARenameOfItsClassAndOption() {
    String id = taken().path("_id").asString();
    submit(labeler, id, answer(1)).data();
    String renamed =
        Json.write(SCHEMA).replace("\"Blue\"", "\"Clear\"").replace("\"Car\"", "\"Vehicle\"");
    admin.post("/v2/project/" + project, Map.of("categorySchema", Json.parse(renamed))).data();

    JsonNode answer = admin.get("/v2/task/" + id).data().path("task").path("answer");

    assertThat(answer.path("tools").get(0).path("title").asString()).isEqualTo("Vehicle");
    assertThat(answer.path("classifications").get(0).path("answer").asString()).isEqualTo("Clear");
  }

  @Test
  void aRenameBetweenAutosaveAndSubmitReachesTheDraft() {
    JsonNode task = taken();
    String id = task.path("_id").asString();
    int version =
        labeler
            .put(
                "/v2/task/" + id + "/draft",
                Map.of(
                    "baseVersion", task.path("version").asInt(), "upserts", List.of(sky("Blue"))))
            .data()
            .path("version")
            .asInt();
    String renamed = Json.write(SCHEMA).replace("\"Blue\"", "\"Clear\"");
    admin.post("/v2/project/" + project, Map.of("categorySchema", Json.parse(renamed))).data();

    JsonNode label =
        labeler
            .post("/v2/annotate/" + id + "?nextStage=true", Map.of("version", version))
            .data()
            .path("label");

    assertThat(label.path("answer").path("classifications").get(0).path("answer").asString())
        .isEqualTo("Clear");
  }

  @Test
  void anOldDraftIsNotLaidOverWhatOthersSavedSince() {
    JsonNode task = taken();
    String id = task.path("_id").asString();
    labeler
        .put(
            "/v2/task/" + id + "/draft",
            Map.of("baseVersion", task.path("version").asInt(), "upserts", List.of(box("old", 1))))
        .data();
    submit(
            admin,
            id,
            Map.of(
                "objects",
                List.of(box("new", 2)),
                "classifications",
                List.of(sky("Grey")),
                "relations",
                List.of()))
        .data();
    admin
        .post(
            "/v2/project/" + project + "/requeueTasks",
            Map.of("toStageId", "Label", "filters", Map.of("taskIds", List.of(id))))
        .data();

    JsonNode editor = labeler.get("/v2/task/" + id + "/editor").data();

    assertThat(editor.path("task").path("answer").path("tools"))
        .extracting(tool -> tool.path("objectId").asString())
        .containsExactly("new");
    assertThat(editor.path("draft").path("earlier").path("answer").path("tools"))
        .extracting(tool -> tool.path("objectId").asString())
        .containsExactly("old");
  }

  @Test
  void anotherVerdictOnTheSameVersionIsNotTakenForARepeat() {
    String id = taken().path("_id").asString();
    submit(labeler, id, answer(1)).data();
    TestClient reviewer = member("Reviewer");
    int version = next(reviewer, "review").path("version").asInt();
    Map<String, Object> accept = Map.of("reviewStatus", "Accepted", "version", version);
    reviewer.post("/v2/review/" + id, accept).data();

    assertThat(reviewer.post("/v2/review/" + id, accept).status()).isEqualTo(200);
    assertThat(
            reviewer
                .post(
                    "/v2/review/" + id,
                    Map.of("reviewStatus", "Rejected", "comment", "No", "version", version))
                .status())
        .isNotEqualTo(200);
  }

  @Test
  void theSameSaveTwiceIsHarmless() {
    JsonNode task = taken();
    Map<String, Object> save =
        Map.of("version", task.path("version").asInt(), "answer", answer(1), "duration", 500);
    String path = "/v2/annotate/" + task.path("_id").asString();

    JsonNode first = labeler.post(path, save).data().path("label");
    JsonNode again = labeler.post(path, save).data().path("label");

    assertThat(again.path("version").asInt()).isEqualTo(first.path("version").asInt());
    assertThat(again.path("duration").asInt()).isEqualTo(500);
  }

  @Test
  void discardingADraftOneDoesNotHaveDisturbsNobody() {
    JsonNode task = taken();
    int version = task.path("version").asInt();

    assertThat(
            admin
                .delete(
                    "/v2/task/" + task.path("_id").asString() + "/draft",
                    Map.of("baseVersion", version))
                .data()
                .path("version")
                .asInt())
        .isEqualTo(version);
  }

  @Test
  void aLeaseThatRanOutFreesOnlyATaskInWhichNothingWasBegun() {
    addAssets(2);
    String idle = next(labeler, "label").path("_id").asString();
    TestClient busy = member("Labeler");
    JsonNode begun = next(busy, "label");
    busy.put(
            "/v2/task/" + begun.path("_id").asString() + "/draft",
            Map.of("baseVersion", begun.path("version").asInt(), "upserts", List.of(box("a", 1))))
        .data();

    hub.bean(Leases.class).sweep(Instant.now().plus(Duration.ofHours(2)));

    assertThat(assignee(idle).isNull()).isTrue();
    assertThat(assignee(begun.path("_id").asString()).isString()).isTrue();
  }

  @Test
  void anImportNeverReplacesLabelsOfPeople() {
    JsonNode task = taken();
    String id = task.path("_id").asString();
    labeler.post("/v2/annotate/" + id, Map.of("answer", answer(1))).data();
    admin
        .post(
            "/v2/project/" + project + "/requeueTasks",
            Map.of("toStageId", "Label", "filters", Map.of("taskIds", List.of(id))))
        .data();

    JsonNode report =
        admin
            .post(
                "/v2/import/labels",
                Map.of(
                    "project",
                    project,
                    "jsonContent",
                    List.of(Map.of("taskId", id, "objects", List.of()))))
            .data();

    assertThat(report.path("tasksLabeled").asInt()).isZero();
    assertThat(report.path("skipped").get(0).path("code").asString()).isEqualTo("NOT_TODO");
  }

  @Test
  void aMistypedFilterSelectsNothing() {
    addAssets(1);

    TestClient.Answer refused =
        admin.post(
            "/v2/project/" + project + "/requeueTasks",
            Map.of("toStageId", "Complete", "filters", Map.of("taskIDs", List.of("x"))));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("taskIDs");
  }

  private JsonNode assignee(String id) {
    return admin.get("/v2/task/" + id).data().path("task").path("assignee");
  }

  private TestClient member(String role) {
    return hub.newMember("work" + people++ + "@example.org", project, role);
  }

  private JsonNode taken() {
    addAssets(1);
    return next(labeler, "label");
  }

  private void addAssets(int count) {
    List<Map<String, Object>> assets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assets.add(
          Map.of("data", "https://images.example.org/" + i + ".png", "externalId", "image " + i));
    }
    admin.post("/v2/project/" + project + "/cloud", Map.of("assets", assets)).data();
  }

  private JsonNode next(TestClient person, String queue) {
    return person
        .post("/v2/project/" + project + "/next", Map.of("queue", queue))
        .data()
        .path("task");
  }

  private static TestClient.Answer submit(
      TestClient person, String id, Map<String, Object> answer) {
    return person.post("/v2/annotate/" + id + "?nextStage=true", Map.of("answer", answer));
  }

  private List<JsonNode> history(String id) {
    return admin
        .get("/v2/task/" + id + "/history")
        .data()
        .path("taskHistory")
        .valueStream()
        .toList();
  }

  private static Map<String, Object> answer(int x) {
    return Map.of(
        "objects",
        List.of(box("a", x)),
        "classifications",
        List.of(sky("Blue")),
        "relations",
        List.of());
  }

  private static Map<String, Object> box(String id, int x) {
    return Map.of(
        "objectId",
        id,
        "schemaId",
        "car",
        "bounding-box",
        Map.of("x", x, "y", 2, "width", 3.5, "height", 4));
  }

  private static Map<String, Object> sky(String answer) {
    return Map.of("objectId", "s", "schemaId", "sky", "answer", answer);
  }
}
