package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;

class StorageResourceTest {
  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private final String project = hub.newProject("Links");

  @Test
  void laysFilesOutByProjectAndType() {
    assertThat(uploadUrl("name=a/b c;d.png&project=" + project + "&type=brushes"))
        .startsWith(hub.url() + "/files/" + project + "/brushes/")
        .contains("/a/b%20c_d.png?");
    assertThat(uploadUrl("name=x.png&project=" + project))
        .startsWith(hub.url() + "/files/" + project + "/assets/");
    assertThat(uploadUrl("name=x.png&project=" + project))
        .isNotEqualTo(uploadUrl("name=x.png&project=" + project));
  }

  @Test
  void servesClientsThatNameNoProject() {
    assertThat(uploadUrl("name=" + project + "/exports/x.zip"))
        .startsWith(hub.url() + "/files/" + project + "/exports/")
        .contains("/x.zip?");
    String url = uploadUrl("name=0123abcd.png&type=None");
    assertThat(url).startsWith(hub.url() + "/files/organization/");
    assertThat(sign("name=" + url)).isEqualTo(201);
  }

  @Test
  void signsBeforeTheFileExists() {
    String url = uploadUrl("name=x.zip&project=" + project + "&type=exports");
    String query = "name=" + url + "&project=" + project + "&type=exports";
    assertThat(sign(query)).isEqualTo(201);
    assertThat(sign(query.replace("name=", "url="))).isEqualTo(201);
    assertThat(sign("name=" + url.split("\\?", 2)[0])).isEqualTo(201);
  }

  @Test
  void givesEachRoleWhatItsWorkNeeds() {
    TestClient labeler = hub.newMember("links-labeler@example.org", project, "Labeler");
    String upload = "/v2/getUploadUrl?name=x.png&project=" + project + "&type=";
    assertThat(labeler.get(upload + "brushes").status()).isEqualTo(201);
    assertThat(labeler.get(upload + "assets").status()).isEqualTo(403);
    assertThat(labeler.get(upload + "exports").status()).isEqualTo(403);
    String sign = "/v2/getSignedUrl?name=" + hub.url() + "/files/" + project;
    assertThat(labeler.get(sign + "/assets/t/x.png").status()).isEqualTo(201);
    assertThat(labeler.get(sign + "/exports/t/x.zip").status()).isEqualTo(403);
  }

  @Test
  void signsNothingOfProjectsTheCallerDoesNotSee() {
    String other = hub.newProject("Hidden");
    TestClient labeler = hub.newMember("links-outsider@example.org", project, "Labeler");
    String sign = "/v2/getSignedUrl?name=" + hub.url() + "/files/";
    // The project in the path counts, not the one in the query.
    assertThat(labeler.get(sign + other + "/assets/t/x.png&project=" + project).status())
        .isEqualTo(403);
    assertThat(labeler.get(sign + "0123456789ab0123456789ab/assets/t/x.png").status())
        .isEqualTo(400);
    assertThat(labeler.get(sign + "organization/0123456789ab0123456789ab/assets/t/x").status())
        .isEqualTo(404);
    assertThat(labeler.get("/v2/getSignedUrl?name=https://example.org/x.png").status())
        .isEqualTo(404);
    assertThat(labeler.get(sign + project + "/../" + other + "/x.png").status()).isEqualTo(404);
    assertThat(hub.stranger().get(sign + project + "/assets/t/x.png").status()).isEqualTo(401);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(upload("project=" + project)).isEqualTo(400);
    assertThat(upload("name=x.png&project=" + project + "&type=other")).isEqualTo(400);
    assertThat(upload("name=../../x.png&project=" + project)).isEqualTo(400);
    assertThat(upload("name=%2e%2e%2fx.png&project=" + project)).isEqualTo(400);
    assertThat(upload("name=a%00.png&project=" + project)).isEqualTo(400);
    assertThat(upload("name=x.png&project=" + project + "&storageId=0123")).isEqualTo(400);
    assertThat(sign("name=" + hub.url() + "/files/" + project + "/assets/t/x&storageId=0123"))
        .isEqualTo(400);
  }

  private String uploadUrl(String query) {
    return admin
        .get("/v2/getUploadUrl?" + query.replace(" ", "%20"))
        .data()
        .path("uploadUrl")
        .asString();
  }

  private int upload(String query) {
    return admin.get("/v2/getUploadUrl?" + query).status();
  }

  private int sign(String query) {
    return admin.get("/v2/getSignedUrl?" + query).status();
  }
}
