package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;

/** What may be seen of the hub's state, and by whom. */
class MonitoringTest {
  private static final TestHub HUB = TestHub.shared();
  private static final String ELSEWHERE = "203.0.113.9";

  @Test
  void healthTellsNoDetails() {
    var answer = HUB.stranger().get("/health");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("{").contains("\"status\":\"UP\"");
    assertThat(answer.json().has("components")).isFalse();
  }

  @Test
  void metricsAreForAdministratorsAndTheMachineItself() {
    var member =
        HUB.newMember("metrics@example.org", HUB.newProject("Metrics"), "Manager")
            .with("X-Forwarded-For", ELSEWHERE);

    assertThat(HUB.stranger().with("X-Forwarded-For", ELSEWHERE).get("/metrics").status())
        .isEqualTo(401);
    assertThat(HUB.stranger().with("X-Forwarded-For", ELSEWHERE).get("/%6detrics").status())
        .isEqualTo(401);
    assertThat(member.get("/metrics").status()).isEqualTo(403);
    assertThat(HUB.admin().with("X-Forwarded-For", ELSEWHERE).get("/metrics").status())
        .isEqualTo(200);
    assertThat(HUB.stranger().get("/metrics").text()).contains("jvm_");
  }
}
