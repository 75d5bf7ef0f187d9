package kalem.server.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import kalem.server.app.TestHub;
import kalem.server.kernel.Ids;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MaskSweepTest {
  private final TestHub hub = TestHub.shared();
  private final ObjectStore objects = hub.bean(ObjectStore.class);
  private final JdbcClient jdbc = hub.bean(JdbcClient.class);
  private final String project =
      hub.admin()
          .post("/v2/project", Map.of("name", "Masks to sweep"))
          .data()
          .path("project")
          .path("_id")
          .asString();
  private final int projectKey = Ids.projectKey(project).orElseThrow();

  private ObjectKey mask(String name) throws IOException {
    ObjectKey key = new ObjectKey(project + "/brushes/" + name + "/brush.png");
    hub.bean(MaskStore.class).add(projectKey, key.value());
    objects.put(key, new ByteArrayInputStream(new byte[] {1}));
    return key;
  }

  private void name(ObjectKey mask, String column) {
    jdbc.sql(
            """
            insert into answer (project_key, id, task_id, visit, schema_revision, length,
              has_segmentations, has_pdf_areas, has_key_frames, created_at, created_by, %s)
            values (?, ?, 'a task', 1, 1, 0, false, false, false, now(), 'a@example.org', ?)
            """
                .formatted(column))
        .params(projectKey, "of-" + mask.segments().get(2), mask.value())
        .update();
  }

  private void sweepIn(Duration later) {
    Instant now = Instant.now().plus(later);
    new MaskSweep(new MaskStore(jdbc, () -> now), objects, () -> now).run();
  }

  private boolean isThere(ObjectKey mask) throws IOException {
    return objects.head(mask).isPresent();
  }

  @Test
  void onlyMasksThatNoAnswerNamesAreRemovedAndOnlyAfterADay() throws IOException {
    ObjectKey brush = mask("named-brush");
    ObjectKey voxels = mask("named-voxels");
    ObjectKey unnamed = mask("unnamed");
    name(brush, "brush_key");
    name(voxels, "voxel_key");

    sweepIn(Duration.ofHours(23));
    assertThat(isThere(unnamed)).isTrue();

    sweepIn(Duration.ofHours(25));
    assertThat(isThere(unnamed)).isFalse();
    assertThat(isThere(brush)).isTrue();
    assertThat(isThere(voxels)).isTrue();

    jdbc.sql("delete from answer where project_key = ? and id = 'of-named-brush'")
        .param(projectKey)
        .update();
    sweepIn(Duration.ofDays(2));
    assertThat(isThere(brush)).isTrue();
    sweepIn(Duration.ofHours(50));
    assertThat(isThere(brush)).isFalse();
    assertThat(isThere(voxels)).isTrue();
  }
}
