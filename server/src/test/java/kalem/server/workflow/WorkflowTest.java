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
    Outcome outcome = step(REVIEWED, "Label", new Event.Submitted());

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
    Outcome outcome = step(REVIEWED, "Complete", new Event.Submitted());

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
      Outcome outcome = Workflow.step(graph, stage, randomEvent(random, stage));
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
        : new Event.Submitted();
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
    return Workflow.step(graph, graph.find(stage).orElseThrow(), event);
  }
}
