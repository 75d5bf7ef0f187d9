package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;

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

  private TestClient with(String cookies) {
    return hub.stranger().with("Cookie", cookies);
  }
}
