package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Several judgments of one task, and what comes out of them (workflow.md 4.10 and 11). */
class ConsensusTest {
  private static final String STAGES =
      """
      [{"id":"Start","type":"Start","name":"Start","next":["C"],"autoForward":true},
       {"id":"C","type":"Consensus","name":"C","next":["Complete","Hold"],"consensusConfig":%s},
       {"id":"c1","type":"Label","name":"Consensus_1","consensusId":"C","next":["C"]},
       {"id":"c2","type":"Label","name":"Consensus_2","consensusId":"C","next":["C"]},
       {"id":"c3","type":"%s","name":"Consensus_3","consensusId":"C","next":["C"],"pluginId":"judge"},
       {"id":"Hold","type":"Hold","name":"Hold","next":["Complete"]},
       {"id":"Complete","type":"Complete","name":"Complete"}]
      """;

  private final EngineFixture at = new EngineFixture(STAGES.formatted("{}", "Label"));

  @Test
  void threeEqualAnswersOfTwoKindsScoreSixtySixPercentAndLeaveByDisagreement() {
    String id = at.add(1).getFirst();

    judge("Blue", "Blue", "Grey");

    JsonNode task = at.task(id);
    assertThat(task.path("stage").asString()).isEqualTo("Hold");
    assertThat(task.path("consensusAverage").asInt()).isEqualTo(66);
    assertThat(task.path("consensusDetailed").get(0).path("schemaId").asString()).isEqualTo("sky");
    assertThat(sky(task)).isEqualTo("Blue");
    assertThat(at.history(id))
        .hasSize(4)
        .startsWith("Start")
        .contains("Consensus_1", "Consensus_2", "Consensus_3");
    assertThat(task.path("judgments"))
        .extracting(judgment -> judgment.path("score").asInt())
        .containsExactlyInAnyOrder(66, 66, 33);
    assertThat(task.path("stageHistory").get(1).path("consensusId").asString()).isEqualTo("C");
  }

  @Test
  void equalAnswersLeaveByAgreement() {
    String id = at.add(1).getFirst();

    judge("Blue", "Blue", "Blue");

    assertThat(at.stage(id)).isEqualTo("Complete");
    assertThat(at.task(id).path("consensusAverage").asInt()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"best, Blue", "last, Grey", "majority, Blue", "none, ''"})
  void theMethodDecidesWhichAnswerTheTaskGets(String method, String answer) {
    at.save(STAGES.formatted("{\"adjudicationMethod\":\"" + method + "\"}", "Label"));
    String id = at.add(1).getFirst();

    judge("Blue", "Blue", "Grey");

    assertThat(sky(at.task(id))).isEqualTo(answer);
  }

  @Test
  void aThresholdPerClassDecidesTheWay() {
    at.save(STAGES.formatted("{\"threshold\":{\"sky\":60}}", "Label"));
    String id = at.add(1).getFirst();

    judge("Blue", "Blue", "Grey");

    assertThat(at.stage(id)).isEqualTo("Complete");
  }

  @Test
  void onePersonGetsOneJudgmentOfATask() {
    at.add(1);
    TestClient labeler = at.member("Labeler");
    JsonNode first = at.next(labeler);
    EngineFixture.submit(labeler, first.path("_id").asString(), "Blue").data();

    assertThat(at.next(labeler).isNull()).isTrue();
    JsonNode other = openJudgment(first.path("parentTask").asString());
    assertThat(EngineFixture.submit(labeler, other.path("_id").asString(), "Blue").status())
        .isEqualTo(409);
  }

  @Test
  void theSamePersonMayJudgeTwiceWhereTheStageAllowsIt() {
    at.save(STAGES.formatted("{\"allowSamePerson\":true}", "Label"));
    String id = at.add(1).getFirst();
    TestClient labeler = at.member("Labeler");
    for (int i = 0; i < 3; i++) {
      EngineFixture.submit(labeler, at.next(labeler).path("_id").asString(), "Blue").data();
    }

    assertThat(at.stage(id)).isEqualTo("Complete");
  }

  @Test
  void judgmentsStayHiddenFromTheOthersUntilTheJoin() {
    String id = at.add(1).getFirst();
    TestClient first = at.member("Labeler");
    String judgment = at.next(first).path("_id").asString();
    EngineFixture.submit(first, judgment, "Blue").data();
    TestClient second = at.member("Labeler");

    assertThat(second.get("/v2/task/" + judgment).status()).isEqualTo(403);
    assertThat(sky(at.next(second))).isEmpty();
    assertThat(at.task(id).path("answer").path("classifications")).isEmpty();
  }

  @Test
  void aRequeueOutOfTheStageCancelsWhatIsOpenAndKeepsWhatWasGiven() {
    String id = at.add(1).getFirst();
    TestClient labeler = at.member("Labeler");
    EngineFixture.submit(labeler, at.next(labeler).path("_id").asString(), "Blue").data();

    requeue("Hold", id);

    assertThat(at.stage(id)).isEqualTo("Hold");
    assertThat(at.history(id)).hasSize(2);
    assertThat(at.next(at.member("Labeler")).isNull()).isTrue();
  }

  @Test
  void aRequeueIntoTheStageBeginsANewRound() {
    String id = at.add(1).getFirst();
    judge("Blue", "Blue", "Blue");

    requeue("C", id);

    assertThat(at.stage(id)).isEqualTo("C");
    judge("Grey", "Grey", "Grey");
    assertThat(sky(at.task(id))).isEqualTo("Grey");
    assertThat(at.history(id)).hasSize(7);
  }

  @Test
  void reopeningOneJudgmentLeavesTheOthersAlone() {
    String id = at.add(1).getFirst();
    TestClient first = at.member("Labeler");
    String judgment = at.next(first).path("_id").asString();
    EngineFixture.submit(first, judgment, "Grey").data();
    String stage = at.task(judgment).path("stage").asString();

    requeue(stage, judgment);

    assertThat(at.task(judgment).path("judgment").asString()).isEqualTo("open");
    EngineFixture.submit(first, judgment, "Blue").data();
    judge("Blue", "Blue");
    assertThat(at.stage(id)).isEqualTo("Complete");
    assertThat(at.history(id)).hasSize(4);
  }

  @Test
  void mainTasksAreNeverPutIntoAChild() {
    String id = at.add(1).getFirst();

    assertThat(
            at.post(
                    "/requeueTasks",
                    Map.of("toStageId", "c1", "filters", Map.of("taskIds", List.of(id))))
                .data()
                .path("modifiedCount")
                .path("modified")
                .asInt())
        .isZero();
    assertThat(at.post("/requeueTasks", Map.of("toStageId", "c1")).status()).isEqualTo(400);
  }

  @Test
  void aPluginCountsAsOneJudgment() {
    TestHub.shared()
        .bean(ScriptedPlugins.class)
        .play(
            "judge",
            request -> new PluginRuns.Result.Answered(Json.parse(EngineFixture.answer("Blue"))));
    at.save(STAGES.formatted("{}", "Plugin"));
    String id = at.add(1).getFirst();
    judge("Blue", "Blue");

    EngineFixture.await(() -> at.stage(id).equals("Complete"));

    assertThat(at.admin.get("/v2/task/" + id + "/history").data().path("taskHistory").toString())
        .contains("robot judge");
  }

  @Test
  void whatCanNotChangeTheOutcomeAnyMoreIsNotWaitedFor() {
    at.save(STAGES.formatted("{\"minJudgments\":2,\"defaultThreshold\":60}", "Label"));
    String id = at.add(1).getFirst();

    judge("Blue", "Blue");

    assertThat(at.stage(id)).isEqualTo("Complete");
  }

  @Test
  void theSameSubmitTwiceCountsOnce() {
    at.add(1);
    TestClient labeler = at.member("Labeler");
    JsonNode judgment = at.next(labeler);
    Map<String, Object> submit =
        Map.of(
            "version",
            judgment.path("version").asInt(),
            "answer",
            Json.parse(EngineFixture.answer("Blue")));
    String path = "/v2/annotate/" + judgment.path("_id").asString() + "?nextStage=true";

    labeler.post(path, submit).data();

    assertThat(labeler.post(path, submit).status()).isEqualTo(200);
    assertThat(at.task(judgment.path("parentTask").asString()).path("judgments"))
        .extracting(one -> one.path("judgment").asString())
        .containsExactlyInAnyOrder("submitted", "open", "open");
  }

  @Test
  void judgmentsOfARemovedStageAreNotWaitedFor() {
    String id = at.add(1).getFirst();
    judge("Blue", "Blue");
    String shorter =
        at.task(id)
            .path("judgments")
            .valueStream()
            .filter(judgment -> judgment.path("judgment").asString().equals("open"))
            .map(judgment -> judgment.path("stage").asString())
            .findFirst()
            .orElseThrow();
    var stages = (ArrayNode) Json.parse(STAGES.formatted("{}", "Label"));
    stages.removeIf(stage -> stage.path("id").asString().equals(shorter));

    at.post("", Map.of("stages", stages, "moveTasksTo", "Hold")).data();

    assertThat(at.stage(id)).isEqualTo("Complete");
  }

  private void requeue(String stage, String id) {
    at.post("/requeueTasks", Map.of("toStageId", stage, "filters", Map.of("taskIds", List.of(id))))
        .data();
  }

  private JsonNode openJudgment(String main) {
    return at.task(main)
        .path("judgments")
        .valueStream()
        .filter(judgment -> judgment.path("judgment").asString().equals("open"))
        .findFirst()
        .orElseThrow();
  }

  private void judge(String... answers) {
    for (String answer : answers) {
      TestClient labeler = at.member("Labeler");
      EngineFixture.submit(labeler, at.next(labeler).path("_id").asString(), answer).data();
    }
  }

  private static String sky(JsonNode task) {
    return task.path("answer").path("classifications").path(0).path("answer").asString("");
  }
}
