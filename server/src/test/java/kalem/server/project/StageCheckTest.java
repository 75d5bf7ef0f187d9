package kalem.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checking a workflow before it is saved (workflow.md 4.3). */
class StageCheckTest {

  @Test
  void theDefaultWorkflowIsInOrder() {
    assertThat(check(StageGraph.DEFAULT).faults()).isEmpty();
    assertThat(check(StageGraph.DEFAULT).warnings()).isEmpty();
  }

  @Test
  void allFaultsAreToldAtOnce() {
    List<String> faults =
        messages(
            """
            [{"id":"A","type":"Label","name":"A","next":["Nowhere"]},
             {"id":"A","type":"Label","name":"B","next":[]},
             {"id":"R","type":"Review","name":"R","next":["A"]},
             {"id":"X","type":"Magic","name":"X"}]
            """);

    assertThat(faults)
        .anyMatch(fault -> fault.contains("exactly one Start"))
        .anyMatch(fault -> fault.contains("exactly one Complete"))
        .anyMatch(fault -> fault.contains("Two stages have the id A"))
        .anyMatch(fault -> fault.contains("Nowhere"))
        .anyMatch(fault -> fault.contains("Review stages have 2 outputs"))
        .anyMatch(fault -> fault.contains("Unknown stage type: Magic"));
  }

  @Test
  void assigneesMustBelongToTheOrganization() {
    assertThat(
            messages(
                """
                [{"id":"Start","type":"Start","name":"Start","next":["Complete"],
                  "assignedTo":["stranger@else.example"]},
                 {"id":"Complete","type":"Complete","name":"Complete"}]
                """))
        .singleElement()
        .asString()
        .contains("stranger@else.example");
  }

  @Test
  void whoLeftButStoodInTheStageBeforeIsAWarningOnly() {
    String before = workflow("gone@else.example");
    StageCheck check = StageCheck.of(Json.parse(before), StageGraph.of(before), email -> false);
    StageCheck stranger =
        StageCheck.of(
            Json.parse(workflow("new@else.example")), StageGraph.of(before), email -> false);

    assertThat(check.faults()).isEmpty();
    assertThat(check.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("gone@else.example"));
    assertThat(stranger.faults()).hasSize(1);
  }

  private static String workflow(String assignee) {
    return """
    [{"id":"Start","type":"Start","name":"Start","next":["Label"]},
     {"id":"Label","type":"Label","name":"Label","next":["Complete"],"assignedTo":["%s"]},
     {"id":"Complete","type":"Complete","name":"Complete"}]
    """
        .formatted(assignee);
  }

  @Test
  void unconnectedOutputsAndUnreachableStagesAreWarningsOnly() {
    StageCheck check =
        check(
            """
            [{"id":"Start","type":"Start","name":"Start","next":[]},
             {"id":"Complete","type":"Complete","name":"Complete"}]
            """);

    assertThat(check.faults()).isEmpty();
    assertThat(check.warnings())
        .extracting(StageCheck.Finding::stageId)
        .containsExactlyInAnyOrder("Start", "Complete");
  }

  @Test
  void aConsensusHasTwoToTenChildrenThatLeadBack() {
    assertThat(
            messages(
                """
                [{"id":"Start","type":"Start","name":"Start","next":["C"]},
                 {"id":"C","type":"Consensus","name":"C","next":["Complete","Complete"]},
                 {"id":"c1","type":"Label","name":"C_1","consensusId":"C","next":["Complete"]},
                 {"id":"Complete","type":"Complete","name":"Complete"}]
                """))
        .anyMatch(fault -> fault.contains("2 to 10 children"))
        .anyMatch(fault -> fault.contains("leads back"));
  }

  @Test
  void aLogicStageHasOneOutputPerRuleAndOneForElse() {
    String stages =
        """
        [{"id":"Start","type":"Start","name":"Start","next":["L"]},
         {"id":"L","type":"Logic","name":"L","next":%s,"logic":{"conditions":[
           {"type":"RandomSample","value":0.1,"index":0},
           {"type":"Batch","value":["b"],"index":0},
           {"type":"Priority","value":{"op":"$gt","value":5},"index":1}]}},
         {"id":"Complete","type":"Complete","name":"Complete"}]
        """;

    assertThat(messages(stages.formatted("[\"Complete\",\"Complete\",\"Complete\"]"))).isEmpty();
    assertThat(messages(stages.formatted("[\"Complete\",\"Complete\"]")))
        .singleElement()
        .asString()
        .contains("3 outputs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.1", "\"half\""})
  void aRandomSampleIsAShare(String value) {
    assertThat(messages(logic("RandomSample", value)))
        .singleElement()
        .asString()
        .contains("number from 0 to 1");
  }

  @Test
  void anUnknownConditionIsAWarningOnly() {
    StageCheck check = check(logic("Moonlight", "true"));

    assertThat(check.faults()).isEmpty();
    assertThat(check.warnings())
        .extracting(StageCheck.Finding::message)
        .anyMatch(message -> message.contains("Moonlight"));
  }

  @Test
  void aLoopInWhichNoPersonTakesPartIsAWarning() {
    StageCheck check =
        check(
            """
            [{"id":"Start","type":"Start","name":"Start","next":["A"]},
             {"id":"A","type":"Webhook","name":"A","url":"https://a.example","next":["B"]},
             {"id":"B","type":"Logic","name":"B","next":["A"]},
             {"id":"Complete","type":"Complete","name":"Complete"}]
            """);

    assertThat(check.faults()).isEmpty();
    assertThat(check.warnings())
        .filteredOn(warning -> warning.message().contains("loop"))
        .extracting(StageCheck.Finding::stageId)
        .containsExactlyInAnyOrder("A", "B");
  }

  @Test
  void nothingLeadsIntoAJudgmentButTheConsensusItself() {
    assertThat(
            messages(
                """
                [{"id":"Start","type":"Start","name":"Start","next":["c1"]},
                 {"id":"C","type":"Consensus","name":"C","next":["Complete","Complete"]},
                 {"id":"c1","type":"Label","name":"C_1","consensusId":"C","next":["C"]},
                 {"id":"c2","type":"Label","name":"C_2","consensusId":"C","next":["C"]},
                 {"id":"c3","type":"Label","name":"C_3","consensusId":"X","next":["C"]},
                 {"id":"Complete","type":"Complete","name":"Complete"}]
                """))
        .anyMatch(fault -> fault.contains("leads into a consensus"))
        .anyMatch(fault -> fault.contains("names no Consensus stage: X"));
  }

  private static String logic(String type, String value) {
    return """
    [{"id":"Start","type":"Start","name":"Start","next":["L"]},
     {"id":"L","type":"Logic","name":"L","next":["Complete","Complete"],
      "logic":{"conditions":[{"type":"%s","value":%s,"index":0}]}},
     {"id":"Complete","type":"Complete","name":"Complete"}]
    """
        .formatted(type, value);
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThat(messages("{}")).containsExactly("stages must be a list.");
  }

  private static List<String> messages(String json) {
    return check(json).faults().stream().map(StageCheck.Finding::message).toList();
  }

  private static StageCheck check(String json) {
    return StageCheck.of(
        Json.parse(json),
        StageGraph.of(StageGraph.DEFAULT),
        email -> email.endsWith("@team.example"));
  }
}
