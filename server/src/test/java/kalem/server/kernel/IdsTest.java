package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids: 4 bytes second, 4 bytes project, 4 bytes node and counter. */
class IdsTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @Test
  void anIdTellsItsSecondAndItsProject() {
    String id = new Ids(() -> NOON, 5).next(77);

    assertThat(Long.parseLong(id.substring(0, 8), 16)).isEqualTo(NOON.getEpochSecond());
    assertThat(Ids.projectKey(id)).contains(77);
    assertThat(id.substring(16, 19)).isEqualTo("005");
  }

  @Test
  void idsOfOneSecondAreDifferentAndAscending() {
    Ids ids = new Ids(() -> NOON, 0);
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < 1_100_000; i++) {
      drawn.add(ids.next(1));
    }

    assertThat(new HashSet<>(drawn)).hasSize(drawn.size());
    assertThat(drawn).isSorted();
  }

  @Test
  void aClockThatStepsBackStillGivesNewIds() {
    Instant[] now = {NOON};
    Ids ids = new Ids(() -> now[0], 0);
    String before = ids.next(1);
    now[0] = NOON.minusSeconds(30);

    assertThat(ids.next(1)).isGreaterThan(before);
  }

  @Test
  void whatNamesNoProjectHasNoProjectKey() {
    assertThat(Ids.projectKey("")).isEmpty();
    assertThat(Ids.projectKey("zzzzzzzzzzzzzzzzzzzzzzzz")).isEmpty();
    assertThat(Ids.projectKey(new Ids(() -> NOON, 0).next(0))).isEmpty();
    assertThat(Ids.projectKey("6a11c0deffffffff00000000")).isEmpty();
  }
}
