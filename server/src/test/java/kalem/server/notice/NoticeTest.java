package kalem.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class NoticeTest {
  private final TestHub hub = TestHub.shared();
  private final String project = hub.newProject("Notices");

  private static JsonNode notices(TestClient client, String query) {
    return client.get("/v2/notices" + query).data();
  }

  private void message(String receiver, String text) {
    assertThat(
            hub.admin()
                .post(
                    "/v2/notifications",
                    Map.of(
                        "receivers",
                        List.of(receiver),
                        "message",
                        text,
                        "title",
                        "Hello",
                        "clickableLink",
                        "https://example.org/x"))
                .data()
                .path("sent")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void areListedNewestFirstUntilTheyAreRead() {
    TestClient ana = hub.newMember("notice-ana@example.org", project, "Labeler");
    message("Notice-Ana@example.org", "first");
    message("notice-ana@example.org", "second");

    JsonNode all = notices(ana, "");
    assertThat(all.path("total").asInt()).isEqualTo(2);
    assertThat(all.path("unread").asInt()).isEqualTo(2);
    JsonNode newest = all.path("notices").path(0);
    assertThat(newest.path("text").asString()).isEqualTo("second");
    assertThat(newest.path("title").asString()).isEqualTo("Hello");
    assertThat(newest.path("kind").asString()).isEqualTo("message");
    assertThat(newest.path("link").asString()).isEqualTo("https://example.org/x");
    assertThat(newest.path("sender").asString()).isEqualTo(TestHub.ADMIN_EMAIL);
    assertThat(newest.has("readAt")).isFalse();

    String id = newest.path("_id").asString();
    assertThat(
            ana.post("/v2/notices/read", Map.of("ids", List.of(id))).data().path("unread").asInt())
        .isEqualTo(1);
    assertThat(notices(ana, "").path("notices").path(0).has("readAt")).isTrue();
    JsonNode unread = notices(ana, "?unread=true&limit=1");
    assertThat(unread.path("total").asInt()).isEqualTo(1);
    assertThat(unread.path("notices").path(0).path("text").asString()).isEqualTo("first");

    ana.post("/v2/notices/read", Map.of("all", true)).data();
    assertThat(notices(ana, "").path("unread").asInt()).isZero();
    assertThat(ana.post("/v2/notices/read", Map.of()).status()).isEqualTo(400);
  }

  @Test
  void areSeenAndReadByTheirReceiverAlone() {
    TestClient bea = hub.newMember("notice-bea@example.org", project, "Labeler");
    TestClient cem = hub.newMember("notice-cem@example.org", project, "Manager");
    message("notice-bea@example.org", "for Bea");
    String id = notices(bea, "").path("notices").path(0).path("_id").asString();

    cem.post("/v2/notices/read", Map.of("ids", List.of(id))).data();
    cem.post("/v2/notices/read", Map.of("all", true)).data();

    assertThat(notices(cem, "").path("total").asInt()).isZero();
    assertThat(notices(bea, "").path("unread").asInt()).isEqualTo(1);
    assertThat(hub.stranger().get("/v2/notices").status()).isEqualTo(401);
  }

  @Test
  void ofAMessageToAnOutsiderReachNobody() {
    TestClient dan = hub.newMember("notice-dan@example.org", project, "Labeler");
    Map<String, Object> message =
        Map.of(
            "receivers", List.of("notice-dan@example.org", "outsider@example.org"), "message", "x");
    TestClient.Answer answer = hub.admin().post("/v2/notifications", message);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("outsider@example.org").doesNotContain("notice-dan");
    assertThat(notices(dan, "").path("total").asInt()).isZero();
    assertThat(dan.post("/v2/notifications", message).status()).isEqualTo(403);
  }

  @Test
  void refuseLinksThatLeadAnywhereButToThePublicWeb() {
    for (String link :
        List.of("javascript:alert(1)", "/projects", "ftp://x/y", "http:", "https://a b")) {
      TestClient.Answer answer =
          hub.admin()
              .post(
                  "/v2/notifications",
                  Map.of(
                      "receivers",
                      List.of(TestHub.ADMIN_EMAIL),
                      "message",
                      "x",
                      "clickableLink",
                      link));
      assertThat(answer.status()).as(link).isEqualTo(400);
      assertThat(answer.message()).contains("clickableLink");
    }
  }

  @Test
  void areForgottenAfterNinetyDays() {
    TestClient eva = hub.newMember("notice-eva@example.org", project, "Labeler");
    message("notice-eva@example.org", "old");
    message("notice-eva@example.org", "young");
    hub.bean(JdbcClient.class)
        .sql("update notice set created_at = now() - interval '91 days' where text = 'old'")
        .update();
    hub.bean(NoticeSweep.class).run();
    List<String> left = new ArrayList<>();
    notices(eva, "").path("notices").forEach(notice -> left.add(notice.path("text").asString()));
    assertThat(left).containsExactly("young");
  }

  @Test
  void vanishWithTheTransactionTheyWereToldIn() {
    TestClient fay = hub.newMember("notice-fay@example.org", project, "Labeler");
    var transactions =
        new org.springframework.transaction.support.TransactionTemplate(
            hub.bean(org.springframework.transaction.PlatformTransactionManager.class));
    String organization =
        fay.get("/v2/me").data().path("user").path("organization").path("_id").asString();
    transactions.executeWithoutResult(
        status -> {
          hub.bean(Notices.class)
              .tell(
                  new NewNotice(
                      organization,
                      "notice-fay@example.org",
                      NoticeKind.MESSAGE,
                      "never",
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()));
          status.setRollbackOnly();
        });
    assertThat(notices(fay, "").path("total").asInt()).isZero();
  }
}
