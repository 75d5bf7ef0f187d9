package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.task.ReviewStatus;
import kalem.server.workflow.Workflow.Event;
import kalem.server.workflow.Workflow.Outcome;
import kalem.server.workflow.Workflow.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure step of workflow.md 4.1, 4.2, 8 and 10. */
class WorkflowTest {
  private static final StageGraph REVIEWED =
      StageGraph.of(
          """
          [{"id":"Start","type":"Start","name":"Start","next":["Label"],"autoForward":true},
           {"id":"Label","type":"Label","name":"First pass","next":["QA"]},
           {"id":"QA","type":"Review","name":"QA","next":["Complete","Label"]},
           {"id":"Complete","type":"Complete","name":"Complete","next":[]}]
          """);

  @Test
  void aNewTaskGoesThroughStartByItself() {
    Outcome outcome = step(REVIEWED, "Start", new Event.Entered());

    assertThat(outcome.stage().id()).isEqualTo("Label");
    assertThat(outcome.exits()).singleElement().matches(exit -> !exit.byPerson());
  }

  @Test
  void withoutAutoForwardANewTaskWaitsInStart() {
    StageGraph held =
        StageGraph.of(
            """
            [{"id":"Start","type":"Start","name":"Start","next":["Complete"],"autoForward":false},
             {"id":"Complete","type":"Complete","name":"Complete"}]
            """);

    Outcome outcome = step(held, "Start", new Event.Entered());

    assertThat(outcome.stage().id()).isEqualTo("Start");
    assertThat(outcome.exits()).isEmpty();
  }

  @Test
  void submittingLeavesTheLabelStageWithOneEntry() {
    Outcome outcome = step(REVIEWED, "Label", new Event.Submitted("ann@example.org"));

    assertThat(outcome.stage().id()).isEqualTo("QA");
    assertThat(outcome.exits())
        .singleElement()
        .matches(exit -> exit.byPerson() && exit.verdict().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCEPTED", "FIXED"})
  void acceptedAndFixedLeaveByTheFirstOutput(String verdict) {
    Outcome outcome = step(REVIEWED, "QA", new Event.Reviewed(ReviewStatus.valueOf(verdict)));

    assertThat(outcome.stage().id()).isEqualTo("Complete");
    assertThat(outcome.exits().getFirst().verdict()).contains(ReviewStatus.valueOf(verdict));
  }

  @Test
  void rejectedLeavesByTheSecondOutput() {
    Outcome outcome = step(REVIEWED, "QA", new Event.Reviewed(ReviewStatus.REJECTED));

    assertThat(outcome.stage().id()).isEqualTo("Label");
  }

  @Test
  void anUnconnectedOutputKeepsTheTaskWhereItIs() {
    Outcome outcome = step(REVIEWED, "Complete", new Event.Submitted("ann@example.org"));

    assertThat(outcome.rest()).isEqualTo(Rest.NO_NEXT_STAGE);
    assertThat(outcome.stage().id()).isEqualTo("Complete");
    assertThat(outcome.exits()).isEmpty();
  }

  @Test
  void aLoopOfAutomaticStagesIsHeld() {
    StageGraph loop =
        StageGraph.of(
            """
            [{"id":"Start","type":"Start","name":"Start","next":["Start"],"autoForward":true},
             {"id":"Complete","type":"Complete","name":"Complete"}]
            """);

    Outcome outcome = step(loop, "Start", new Event.Entered());

    assertThat(outcome.rest()).isEqualTo(Rest.LOOP);
    assertThat(outcome.exits()).hasSize(Workflow.MOST_AUTOMATIC_STEPS);
  }

  private static final String ENDS =
      """
      {"id":"Start","type":"Start","name":"Start","next":["L"],"autoForward":true},
      {"id":"Hold","type":"Hold","name":"Hold","next":["Complete"]},
      {"id":"Complete","type":"Complete","name":"Complete"}
      """;

  @Test
  void aLogicStageLetsTheTaskThroughByTheFirstRuleThatMatches() {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"Logic","name":"L","next":["Hold","Complete","Complete"],
              "logic":{"conditions":[
                {"type":"Priority","value":{"op":"$gte","value":0},"index":0},
                {"type":"Batch","value":["b"],"index":1}]}}, %s]
            """
                .formatted(ENDS));

    Outcome outcome = step(graph, "Start", new Event.Entered());

    assertThat(outcome.stage().id()).isEqualTo("Hold");
    assertThat(outcome.exits()).extracting(exit -> exit.stage().id()).containsExactly("Start", "L");
    assertThat(outcome.automaticSteps()).isZero();
  }

  @Test
  void whereNoRuleMatchesTheLastOutputIsTaken() {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"Logic","name":"L","next":["Hold","Complete"],
              "logic":{"conditions":[{"type":"Batch","value":["b"],"index":0}]}}, %s]
            """
                .formatted(ENDS));

    assertThat(step(graph, "Start", new Event.Entered()).stage().id()).isEqualTo("Complete");
  }

  @Test
  void whatTheLabelerJustDidCountsInTheRulesBehind() {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"A","type":"Label","name":"A","next":["L"]},
             {"id":"L","type":"Logic","name":"L","next":["Hold","Complete"],
              "logic":{"conditions":[{"type":"Annotator","value":["Ann@example.org"],"index":0},
                {"type":"VisitCount","value":{"stageId":"A","op":"$eq","value":1},"index":0}]}},
             %s]
            """
                .formatted(ENDS));

    assertThat(step(graph, "A", new Event.Submitted("ann@example.org")).stage().id())
        .isEqualTo("Hold");
    assertThat(step(graph, "A", new Event.Submitted("bob@example.org")).stage().id())
        .isEqualTo("Complete");
  }

  @Test
  void aLogicStageWithoutAWayOutKeepsTheTask() {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"Logic","name":"L","next":[""]}, %s]
            """
                .formatted(ENDS));

    Outcome outcome = step(graph, "Start", new Event.Entered());

    assertThat(outcome.rest()).isEqualTo(Rest.NO_NEXT_STAGE);
    assertThat(outcome.stage().id()).isEqualTo("L");
    assertThat(outcome.isMoved()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plugin", "Webhook", "Hold", "Consensus", "Archive", "Label"})
  void theseStagesHoldWhatEntersThem(String type) {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"%s","name":"L","next":["Complete","Hold"]}, %s]
            """
                .formatted(type, ENDS));

    assertThat(step(graph, "Start", new Event.Entered()).stage().id()).isEqualTo("L");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plugin", "Webhook", "Hold"})
  void whatWasHeldGoesOnWithoutAPerson(String type) {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"%s","name":"L","next":["Complete"]}, %s]
            """
                .formatted(type, ENDS));

    Outcome outcome = step(graph, "L", new Event.Passed());

    assertThat(outcome.stage().id()).isEqualTo("Complete");
    assertThat(outcome.exits()).singleElement().matches(exit -> !exit.byPerson());
  }

  @Test
  void aConsensusIsLeftByAgreementOrDisagreementWithoutAnEntryOfItsOwn() {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"Consensus","name":"L","next":["Complete","Hold"]}, %s]
            """
                .formatted(ENDS));

    Outcome agreed = step(graph, "L", new Event.Joined(true));

    assertThat(agreed.stage().id()).isEqualTo("Complete");
    assertThat(agreed.exits()).isEmpty();
    assertThat(agreed.isMoved()).isTrue();
    assertThat(step(graph, "L", new Event.Joined(false)).stage().id()).isEqualTo("Hold");
  }

  @Test
  void aLoopOfMessagesIsFoundOverManySteps() {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"Webhook","name":"L","next":["M"]},
             {"id":"M","type":"Logic","name":"M","next":["L"]}, %s]
            """
                .formatted(ENDS));
    Stage stage = graph.find("L").orElseThrow();
    int steps = 0;
    int sent = 0;
    Outcome outcome;
    do {
      outcome =
          Workflow.step(
              graph,
              new Workflow.Position("t", 1, stage, steps),
              new Event.Passed(),
              TaskFacts.NONE);
      steps = outcome.automaticSteps();
      sent++;
    } while (outcome.rest() == Rest.MOVED && sent < 1000);

    assertThat(outcome.rest()).isEqualTo(Rest.LOOP);
    assertThat(sent).isEqualTo(Workflow.MOST_AUTOMATIC_STEPS / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 100})
  void aSampledReviewHoldsAboutItsShareAndRepeatsItself(int percent) {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"L","type":"Review","name":"L","next":["Complete","Hold"],"sampling":%d}, %s]
            """
                .formatted(percent, ENDS));
    int held = 0;
    for (int task = 0; task < 2000; task++) {
      Workflow.Position at =
          new Workflow.Position("task" + task, 1, graph.find("L").orElseThrow(), 0);
      Outcome outcome = Workflow.step(graph, at, new Event.Entered(), TaskFacts.NONE);
      assertThat(Workflow.step(graph, at, new Event.Entered(), TaskFacts.NONE)).isEqualTo(outcome);
      held += outcome.stage().id().equals("L") ? 1 : 0;
    }

    assertThat(held / 20.0).isBetween(percent - 3.0, percent + 3.0);
  }

  /**
   * Whatever the graph and the events, a task rests in a stage of the graph and visits chain up.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyTaskIsAlwaysInExactlyOneStage(long seed) {
    Random random = new Random(seed);
    StageGraph graph = randomGraph(random);
    Stage stage = step(graph, "Start", new Event.Entered()).stage();
    for (int i = 0; i < 1000; i++) {
      Outcome outcome = step(graph, stage.id(), randomEvent(random, stage));
      assertThat(graph.find(outcome.stage().id())).isPresent();
      if (outcome.rest() == Rest.NO_NEXT_STAGE) {
        assertThat(outcome.stage()).isEqualTo(stage);
        stage = graph.start();
      } else {
        assertThat(outcome.exits().getFirst().stage()).isEqualTo(stage);
        stage = outcome.stage();
      }
    }
  }

  private static Event randomEvent(Random random, Stage stage) {
    return stage.type() == StageType.REVIEW
        ? new Event.Reviewed(random.nextBoolean() ? ReviewStatus.ACCEPTED : ReviewStatus.REJECTED)
        : new Event.Submitted("ann@example.org");
  }

  private static StageGraph randomGraph(Random random) {
    List<String> ids = new ArrayList<>(List.of("Start", "Complete"));
    int others = 2 + random.nextInt(6);
    for (int i = 0; i < others; i++) {
      ids.add("s" + i);
    }
    StringBuilder json = new StringBuilder("[");
    for (String id : ids) {
      String type = id.startsWith("s") ? (random.nextBoolean() ? "Label" : "Review") : id;
      int outputs = type.equals("Complete") ? 0 : type.equals("Review") ? 2 : 1;
      List<String> next = new ArrayList<>();
      for (int i = 0; i < outputs; i++) {
        next.add('"' + ids.get(1 + random.nextInt(ids.size() - 1)) + '"');
      }
      json.append(
          "{\"id\":\"%s\",\"type\":\"%s\",\"name\":\"%s\",\"autoForward\":%s,\"next\":%s},"
              .formatted(id, type, id, random.nextBoolean(), next));
    }
    json.setCharAt(json.length() - 1, ']');
    return StageGraph.of(json.toString());
  }

  private static Outcome step(StageGraph graph, String stage, Event event) {
    return step(graph, stage, event, TaskFacts.NONE);
  }

  private static Outcome step(StageGraph graph, String stage, Event event, TaskFacts facts) {
    return Workflow.step(
        graph, new Workflow.Position("t", 1, graph.find(stage).orElseThrow(), 0), event, facts);
  }
}
