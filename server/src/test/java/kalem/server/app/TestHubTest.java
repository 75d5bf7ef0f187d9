package kalem.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestHubTest {
  private final TestHub hub = TestHub.shared();

  @Test
  void answersItsOwnerAndItsMembers() {
    String project = hub.newProject("For members");
    TestClient labeler = hub.newMember("hub-labeler@example.org", project, "Labeler");
    assertThat(hub.admin().get("/v2/me").data().path("user").path("email").asString())
        .isEqualTo(TestHub.ADMIN_EMAIL);
    assertThat(labeler.get("/v2/project/" + project).data().path("project").path("role").asString())
        .isEqualTo("Labeler");
    assertThat(hub.stranger().get("/v2/me").status()).isEqualTo(401);
  }
}
