package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import kalem.server.app.TestClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExportStorageTest {
  private static String path(ExportFixture fixture) {
    return "/v2/project/" + fixture.project + "/exportStorage";
  }

  private static JsonNode get(ExportFixture fixture) {
    return fixture.admin.get(path(fixture)).data().path("exportStorage");
  }

  private static TestClient.Answer put(
      ExportFixture fixture, String storage, String bucket, String path) {
    return fixture.admin.put(
        path(fixture), Map.of("enabled", true, "storage", storage, "bucket", bucket, "path", path));
  }

  @Test
  void isOffUntilSomebodyChoosesOne() {
    ExportFixture fixture = new ExportFixture("No storage");
    assertThat(get(fixture).path("enabled").asBoolean()).isFalse();
    assertThat(get(fixture).path("storage").asString()).isEmpty();
  }

  @Test
  void isTriedOutAndSaved() throws Exception {
    ExportFixture fixture = new ExportFixture("Own storage");
    Path folder = ExportFixture.newFolder(fixture.hub);
    String storage = fixture.folderStorage(folder);
    JsonNode saved = put(fixture, storage, "team", "/exports/2026/").data().path("exportStorage");
    assertThat(saved.path("path").asString()).isEqualTo("exports/2026");
    assertThat(saved.path("storageName").asString()).startsWith("folder");
    assertThat(get(fixture)).isEqualTo(saved);
    assertThat(folder.resolve("team/exports/2026")).isEmptyDirectory();
    Map<String, Object> off = new HashMap<>(Map.of("enabled", false, "storage", storage));
    assertThat(
            fixture
                .admin
                .put(path(fixture), off)
                .data()
                .path("exportStorage")
                .path("enabled")
                .asBoolean())
        .isFalse();
  }

  @Test
  void isRefusedInTheStoragesOwnWords() throws Exception {
    ExportFixture fixture = new ExportFixture("Refused storage");
    Path folder = ExportFixture.newFolder(fixture.hub);
    String storage = fixture.folderStorage(folder);
    Files.writeString(folder.resolve("file"), "no folder");
    TestClient.Answer answer = put(fixture, storage, "file", "x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("The storage refused: ");
    assertThat(put(fixture, storage, "b", "../x").status()).isEqualTo(400);
    assertThat(put(fixture, storage, "b/c", "x").status()).isEqualTo(400);
    assertThat(put(fixture, "no-such-storage", "b", "x").status()).isEqualTo(404);
    assertThat(get(fixture).path("enabled").asBoolean()).isFalse();
  }

  @Test
  void keepsItsStorageFromBeingRemovedByMistake() throws Exception {
    ExportFixture fixture = new ExportFixture("Used storage");
    String storage = fixture.folderStorage(ExportFixture.newFolder(fixture.hub));
    put(fixture, storage, "", "").data();
    TestClient.Answer refused = fixture.admin.delete("/v2/storages/" + storage);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.message()).contains("project Used storage exports into it");
    assertThat(fixture.admin.delete("/v2/storages/" + storage + "?force=true").status())
        .isEqualTo(200);
  }

  @Test
  void isChangedByManagers() {
    ExportFixture fixture = new ExportFixture("Storage roles");
    TestClient lead =
        fixture.hub.newMember(
            "s-lead" + UUID.randomUUID() + "@example.org", fixture.project, "Lead");
    assertThat(lead.get(path(fixture)).status()).isEqualTo(403);
    assertThat(lead.put(path(fixture), Map.of("enabled", false)).status()).isEqualTo(403);
  }
}
