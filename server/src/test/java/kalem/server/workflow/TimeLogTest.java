package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Heartbeats with time, from outside. */
class TimeLogTest {
  private final EngineFixture engine =
      new EngineFixture(
          """
          [{"id":"Start","type":"Start","name":"Start","next":["Label"],"position":{"x":0,"y":0},"autoForward":true},
           {"id":"Label","type":"Label","name":"Label","next":["Complete"],"position":{"x":1,"y":0}},
           {"id":"Complete","type":"Complete","name":"Complete","next":[],"position":{"x":2,"y":0}}]
          """);
  private final String task = engine.add(1).getFirst();

  private JsonNode time() {
    return engine.admin.get("/v2/task/" + task + "/time").data().path("time");
  }

  private void beat(String session, long active) {
    engine
        .admin
        .post("/v2/task/" + task + "/heartbeat", Map.of("session", session, "duration", active))
        .data();
  }

  @Test
  void timeThatIsNotSavedIsViewing() {
    beat("one", 60_000);
    assertThat(time().path("stage").path("active").asLong()).isZero();
    assertThat(time().path("viewing").path(0).path("time").path("active").asLong())
        .as("at most the time from one heartbeat to the next")
        .isEqualTo(15_000);
  }

  @Test
  void twoEditorsOfOnePersonAreNotActiveAtOnce() {
    beat("one", 15_000);
    beat("two", 15_000);
    long active =
        time()
            .path("viewing")
            .valueStream()
            .mapToLong(each -> each.path("time").path("active").asLong())
            .sum();
    assertThat(active).isBetween(15_000L, 20_000L);
  }

  @Test
  void aSaveBringsTheTimeToTheTask() {
    beat("one", 10_000);
    engine
        .admin
        .post("/v2/annotate/" + task, Map.of("duration", 10_000, "idleDuration", 500))
        .data();
    assertThat(time().path("stage").toString())
        .isEqualTo("{\"active\":10000,\"idle\":500,\"blur\":0}");
    assertThat(time().path("viewing")).isEmpty();
  }
}
