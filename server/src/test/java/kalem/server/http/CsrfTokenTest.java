package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page reads its token once and makes several calls at the same time. */
class CsrfTokenTest {
  private static final String TOKEN = "XSRF-TOKEN";

  private final TestHub hub = TestHub.shared();
  private final String project = hub.newProject("Tokens");
  private final String session =
      hub.newSession(UUID.randomUUID() + "@example.org", project, "Labeler");

  @Test
  void theFirstCallGivesASessionItsToken() {
    assertThat(with("kalem_session=" + session).get("/v2/me").cookie(TOKEN)).isNotEmpty();
  }

  @Test
  void furtherCallsLeaveTheTokenAsItIs() {
    String token = with("kalem_session=" + session).get("/v2/me").cookie(TOKEN);
    TestClient page = with("kalem_session=" + session + "; " + TOKEN + "=" + token);

    assertThat(page.get("/v2/me").setsCookie(TOKEN)).isFalse();
    assertThat(page.with("X-XSRF-TOKEN", token).post("/v2/me", Map.of("name", "T")).status())
        .isEqualTo(200);
    assertThat(page.with("X-XSRF-TOKEN", token).post("/v2/me", Map.of("name", "U")).status())
        .isEqualTo(200);
  }

  @Test
  void aWriteWithoutTheTokenIsRefused() {
    assertThat(with("kalem_session=" + session).post("/v2/me", Map.of("name", "T")).status())
        .isEqualTo(403);
  }

  @Test
  void signingInRenewsTheToken() {
    String email = UUID.randomUUID() + "@example.org";
    hub.newSession(email, project, "Labeler");
    String before = hub.stranger().get("/v2/setup").cookie(TOKEN);

    TestClient.Answer signedIn =
        with(TOKEN + "=" + before)
            .post("/v2/session", Map.of("email", email, "password", TestHub.PASSWORD));

    assertThat(signedIn.cookie(TOKEN)).isNotEmpty().isNotEqualTo(before);
  }

  @Test
  void signingOutTakesTheTokenAway() {
    String token = with("kalem_session=" + session).get("/v2/me").cookie(TOKEN);

    TestClient.Answer signedOut =
        with("kalem_session=" + session + "; " + TOKEN + "=" + token)
            .with("X-XSRF-TOKEN", token)
            .delete("/v2/session");

    assertThat(signedOut.status()).isEqualTo(200);
    assertThat(signedOut.cookie(TOKEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/export", "/v2/exportV3", "/v2/%65xport"})
  void anotherSiteStartsNoExportByALink(String path) {
    TestClient.Answer refused =
        with("kalem_session=" + session).get(path + "?async=true&project=" + project);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("error").path("code").asString()).isEqualTo("csrf");
    assertThat(hub.admin().get(path + "?async=true&project=" + project).status()).isEqualTo(202);
  }

  private TestClient with(String cookies) {
    return hub.stranger().with("Cookie", cookies);
  }
}
