package kalem.server.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Issues as the published client opens, lists and settles them. */
class IssueTest {
  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private String project;
  private String task;
  private String labelerEmail;
  private TestClient labeler;

  @BeforeEach
  void makeProject() {
    project = hub.newProject("Issues");
    admin
        .post(
            "/v2/project/" + project + "/cloud",
            Map.of(
                "assets",
                List.of(
                    Map.of("data", "https://example.org/a.jpg", "externalId", "a.jpg"),
                    Map.of("data", "https://example.org/b.jpg", "externalId", "b.jpg"))))
        .data();
    labelerEmail = "issue-labeler" + UUID.randomUUID() + "@example.org";
    labeler = hub.newMember(labelerEmail, project, "Labeler");
    task =
        labeler
            .post("/v2/project/" + project + "/next", Map.of("queue", "label"))
            .data()
            .path("task")
            .path("_id")
            .asString();
  }

  private TestClient.Answer open(TestClient client, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(Map.of("content", "Box too large", "labelTask", task));
    body.putAll(more);
    return client.post("/v2/issues", body);
  }

  private static JsonNode issue(TestClient.Answer answer) {
    return answer.data().path("issue");
  }

  private static String id(JsonNode issue) {
    return issue.path("_id").asString();
  }

  private List<String> listed(TestClient client, String query) {
    return client
        .get("/v2/issues?project=" + project + query)
        .data()
        .path("issue")
        .valueStream()
        .map(IssueTest::id)
        .toList();
  }

  private int openIssues() {
    return admin.get("/v2/task/" + task).data().path("task").path("openIssuesCount").asInt();
  }

  private static List<String> noticeKinds(TestClient client) {
    return client
        .get("/v2/notices?limit=100")
        .data()
        .path("notices")
        .valueStream()
        .map(notice -> notice.path("kind").asString())
        .toList();
  }

  @Test
  void areOpenedWhereTheTaskIs() {
    TestClient.Answer answer =
        open(
            admin,
            Map.of(
                "position",
                "[12.5, 40]",
                "page",
                0,
                "pageEnd",
                2,
                "contentMentions",
                List.of(labelerEmail.toUpperCase(Locale.ROOT)),
                "errorCodes",
                List.of(Map.of("category", "Wrong", "name", "size"))));
    assertThat(answer.status()).isEqualTo(201);
    JsonNode issue = issue(answer);
    assertThat(issue.path("status").asString()).isEqualTo("Open");
    assertThat(issue.path("labelTask").asString()).isEqualTo(task);
    assertThat(issue.path("stage").asString()).isEqualTo("Label");
    assertThat(issue.path("position").asString()).isEqualTo("[12.5, 40]");
    assertThat(issue.path("pageEnd").asInt()).isEqualTo(2);
    assertThat(issue.path("errorType").asString()).isEqualTo("Wrong");
    assertThat(issue.path("errorCode").asString()).isEqualTo("size");
    assertThat(issue.path("assignee").asString()).isEqualTo(labelerEmail);
    assertThat(issue.path("contentMentions").path(0).path("userEmail").asString())
        .isEqualTo(labelerEmail);
    assertThat(issue.has("plane")).isFalse();
    assertThat(openIssues()).isEqualTo(1);
    assertThat(noticeKinds(labeler)).containsExactly("mentioned");
    assertThat(labeler.get("/v2/notices").data().path("notices").path(0).path("link").asString())
        .isEqualTo("/tasks/" + task + "?issue=" + id(issue));
  }

  @Test
  void areListedAsTheClientAsks() {
    String first = id(issue(open(admin, Map.of())));
    String second = id(issue(open(labeler, Map.of("content", "Is this a car?"))));
    assertThat(admin.get("/v2/issues?project=" + project).status()).isEqualTo(201);
    assertThat(listed(admin, "")).containsExactly(second, first);
    assertThat(listed(admin, "&createdBy=" + labelerEmail)).containsExactly(second);
    assertThat(listed(admin, "&labelTask=" + task)).hasSize(2);
    assertThat(listed(admin, "&stage=Label")).hasSize(2);
    assertThat(listed(admin, "&stage=Complete")).isEmpty();
    assertThat(listed(admin, "&page=2&limit=1")).containsExactly(first);
    assertThat(admin.get("/v2/issues?labelTask=" + task).data().path("total").asInt()).isEqualTo(2);
  }

  @Test
  void areTalkedAboutResolvedAndClosed() {
    String id = id(issue(open(admin, Map.of())));
    TestClient.Answer commented =
        labeler.post("/v2/issues/" + id + "/comment", Map.of("content", "Done."));
    assertThat(commented.status()).isEqualTo(201);
    assertThat(issue(commented).path("comments").path(0).path("createdBy").asString())
        .isEqualTo(labelerEmail);
    JsonNode resolved = issue(labeler.post("/v2/issues/" + id, Map.of("status", "Resolved")));
    assertThat(resolved.path("resolvedBy").asString()).isEqualTo(labelerEmail);
    assertThat(openIssues()).isZero();
    JsonNode closed = issue(admin.post("/v2/issues/" + id, Map.of("status", "Closed")));
    assertThat(closed.path("status").asString()).isEqualTo("Closed");
    assertThat(closed.path("resolvedBy").asString()).isEqualTo(labelerEmail);
    JsonNode reopened = issue(admin.post("/v2/issues/" + id, Map.of("status", "Open")));
    assertThat(reopened.has("resolvedBy")).isFalse();
    assertThat(openIssues()).isEqualTo(1);
    assertThat(listed(admin, "&status=Open")).containsExactly(id);
    assertThat(noticeKinds(admin)).startsWith("issueSettled", "issueAnswered");
    assertThat(noticeKinds(labeler)).containsExactly("issueSettled", "issueSettled", "issueOpened");
  }

  @Test
  void areChangedAndDeletedByTheirAuthorAndByLeads() {
    String id = id(issue(open(admin, Map.of())));
    String own = id(issue(open(labeler, Map.of())));
    assertThat(labeler.post("/v2/issues/" + id, Map.of("content", "No")).status()).isEqualTo(403);
    assertThat(labeler.delete("/v2/issues/" + id + "?project=" + project).status()).isEqualTo(403);
    assertThat(
            issue(labeler.post("/v2/issues/" + own, Map.of("content", "Yes")))
                .path("content")
                .asString())
        .isEqualTo("Yes");
    TestClient.Answer deleted = admin.delete("/v2/issues/" + own + "?project=" + project);
    assertThat(deleted.data().path("issue").path("deleted").asBoolean()).isTrue();
    assertThat(admin.delete("/v2/issues/" + own + "?project=" + project).status()).isEqualTo(404);
    assertThat(listed(admin, "")).containsExactly(id);
    assertThat(openIssues()).isEqualTo(1);
  }

  @Test
  void areSeenByThoseTheyConcern() {
    String id = id(issue(open(admin, Map.of())));
    String otherEmail = "issue-other" + UUID.randomUUID() + "@example.org";
    TestClient other = hub.newMember(otherEmail, project, "Labeler");
    assertThat(listed(labeler, "")).containsExactly(id);
    assertThat(listed(other, "")).isEmpty();
    assertThat(other.get("/v2/issues/" + id).status()).isEqualTo(404);
    assertThat(open(other, Map.of()).status()).isEqualTo(403);
    admin
        .post(
            "/v2/issues/" + id + "/comment",
            Map.of("content", "Look", "contentMentions", List.of(otherEmail)))
        .data();
    assertThat(listed(other, "")).containsExactly(id);
    assertThat(other.post("/v2/issues/" + id, Map.of("status", "Closed")).status()).isEqualTo(403);
    TestClient outsider =
        hub.newMember(
            "issue-outsider" + UUID.randomUUID() + "@example.org",
            hub.newProject("Elsewhere"),
            "Manager");
    assertThat(outsider.get("/v2/issues/" + id).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":\" \"}",
        "{\"objectId\":\"o1\",\"page\":1}",
        "{\"pageEnd\":1}",
        "{\"page\":3,\"pageEnd\":1}",
        "{\"page\":-1}",
        "{\"dataIndex\":1.5}",
        "{\"plane\":\"X\"}",
        "{\"position\":\"here\"}",
        "{\"contentMentions\":[\"stranger@example.org\"]}",
        "{\"errorCodes\":[\"size\"]}",
        "{\"pctDetails\":[]}"
      })
  void areRefusedWithFaults(String more) {
    Map<String, Object> body = new HashMap<>();
    Json.parse(more).properties().forEach(member -> body.put(member.getKey(), member.getValue()));
    assertThat(open(admin, body).status()).isEqualTo(400);
    assertThat(openIssues()).isZero();
  }

  @Test
  void takeTheTextNoneOfOldClientsForNothing() {
    assertThat(issue(open(admin, Map.of("position", "None"))).has("position")).isFalse();
  }

  @Test
  void areCountedRightWhenManyAreOpenedAtATime() throws Exception {
    List<Future<TestClient.Answer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        answers.add(threads.submit(() -> open(admin, Map.of())));
      }
    }
    for (Future<TestClient.Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(201);
    }
    assertThat(openIssues()).isEqualTo(12);
  }

  @Test
  void keepWhatAnotherChangedAtTheSameTime() throws Exception {
    String id = id(issue(open(admin, Map.of())));
    JdbcClient jdbc = hub.bean(JdbcClient.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TestClient.Answer> answer =
          hub.bean(TransactionTemplate.class)
              .execute(
                  status -> {
                    jdbc.sql("select id from task where id = ? for update")
                        .param(task)
                        .query((row, number) -> row.getString("id"))
                        .single();
                    Future<TestClient.Answer> change =
                        threads.submit(
                            () -> admin.post("/v2/issues/" + id, Map.of("content", "Too small")));
                    awaitBlocked(jdbc);
                    jdbc.sql("update issue set status = 'Resolved' where id = ?")
                        .param(id)
                        .update();
                    return change;
                  });
      assertThat(answer.get().status()).isEqualTo(200);
    }
    JsonNode issue = issue(admin.get("/v2/issues/" + id));
    assertThat(issue.path("content").asString()).isEqualTo("Too small");
    assertThat(issue.path("status").asString()).isEqualTo("Resolved");
  }

  private static void awaitBlocked(JdbcClient jdbc) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      boolean isBlocked =
          jdbc.sql("select count(*) from pg_locks where not granted")
              .query((row, number) -> row.getInt(1) > 0)
              .single();
      if (isBlocked) {
        return;
      }
    }
    throw new AssertionError("Nothing waits for the task");
  }

  @Test
  void areExported() {
    open(admin, Map.of("position", "[1, 2]", "page", 0)).data();
    String id = id(issue(open(labeler, Map.of("objectId", "o1"))));
    admin.post("/v2/issues/" + id + "/comment", Map.of("content", "Sure?")).data();
    String link =
        admin
            .get("/v2/export?type=issue&taskTypes=%5B%22default%22%5D&project=" + project)
            .data()
            .path("exportPath")
            .asString();
    Map<String, String> files = hub.stranger().get(link).files();
    assertThat(files.keySet()).singleElement().asString().contains("Issues-issue-export-");
    JsonNode rows = Json.parse(files.values().iterator().next());
    assertThat(rows).hasSize(2);
    JsonNode first = rows.path(0);
    assertThat(first.path("position").asString()).isEqualTo("[1, 2]");
    assertThat(first.path("page").asInt()).isZero();
    assertThat(first.has("objectId")).isFalse();
    assertThat(first.path("asset").path("externalId").asString()).isNotEmpty();
    assertThat(first.path("asset").path("batches").isArray()).isTrue();
    assertThat(first.path("labelTask").asString()).isEqualTo(task);
    assertThat(first.path("comments").isEmpty()).isTrue();
    JsonNode second = rows.path(1);
    assertThat(second.path("comments").path(0).path("content").asString()).isEqualTo("Sure?");
    assertThat(second.path("comments").path(0).path("createdAt").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(second.path("createdBy").asString()).isEqualTo(labelerEmail);
  }
}
