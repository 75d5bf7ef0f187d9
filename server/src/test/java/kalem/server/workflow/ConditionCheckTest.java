package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.server.kernel.Json;
import kalem.server.project.StageGraph;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.ReviewStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules of Logic stages ask, type by type (workflow.md 4.7). */
class ConditionCheckTest {
  private static final TaskFacts FACTS =
      new TaskFacts(
          Answer.parse(
              """
              {"tools":[
                {"objectId":"a","schemaId":"car","title":"Car","bounding-box":{"x":1,"y":1,"width":2,"height":2},"classifications":[]},
                {"objectId":"b","schemaId":"car","title":"Car","bounding-box":{"x":9,"y":1,"width":2,"height":2},"classifications":[]}],
               "classifications":[
                {"objectId":"c","schemaId":"sky","tool":"radio","title":"Sky","answer":"Blue","classifications":[]}],
               "relations":[]}
              """),
          List.of("ann@example.org"),
          60_000,
          List.of("b1"),
          OptionalInt.of(80),
          Map.of("car", 66),
          OptionalDouble.of(71.5),
          List.of(Set.of("Wrong"), Set.of()),
          ReviewStatus.REJECTED,
          2,
          Json.parse("{\"camera\":{\"model\":\"X1\"}}"),
          Json.parse("{\"site\":7}"),
          "north/12.png",
          Map.of("Label", 3),
          5);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AnnotationType | {'tools':[{'schemaId':'car','filter':['exists']}]} | true",
        "AnnotationType | {'tools':[{'schemaId':'dog','filter':['exists']}]} | false",
        "AnnotationType | {'tools':[{'schemaId':'dog','filter':['notExists']}]} | true",
        "AnnotationType | {'tools':[{'schemaId':'dog','filter':['doesNotExist']}]} | true",
        "AnnotationType | {'tools':[{'schemaId':'dog','filter':['not-exists']}]} | true",
        "AnnotationType | {'tools':[{'schemaId':'car','filter':[{'count':{'$gte':2}}]}]} | true",
        "AnnotationType | {'tools':[{'schemaId':'car','filter':[{'count':{'$gt':2}}]}]} | false",
        "AnnotationType |"
            + " {'classifications':[{'schemaId':'sky','filter':[{'answer':{'$eq':'Blue'}}]}]} |"
            + " true",
        "AnnotationType |"
            + " {'classifications':[{'schemaId':'sky','filter':[{'answer':{'$in':['Grey']}}]}]} |"
            + " false",
        "AnnotationType |"
            + " {'classifications':[{'schemaId':'sky','filter':[{'answer':{'$regex':'^Bl'}}]}]} |"
            + " true",
        "AnnotationType |"
            + " {'classifications':[{'schemaId':'sea','filter':[{'answer':{'$exists':false}}]}]} |"
            + " true",
        "AnnotationType | {'classifications':[{'schemaId':'sky','filter':['tall']}]} | false",
        "AnnotationType | {'tools':[{'schemaId':'car'}],'classifications':[{'schemaId':'sea'}]} |"
            + " false",
        "Annotator | ['Ann@Example.org'] | true",
        "Annotator | ['bob@example.org'] | false",
        "RandomSample | 1 | true",
        "RandomSample | 0 | false",
        "Duration | [60000, null] | true",
        "Duration | [null, 60000] | false",
        "Batch | ['b2','b1'] | true",
        "Batch | ['b2'] | false",
        "Consensus | {'op':'$gte','value':80} | true",
        "Consensus | {'schemaId':'car','op':'$gte','value':80} | false",
        "Benchmark | {'op':'$lt','value':72} | true",
        "Issues | {'op':'$eq','value':2} | true",
        "Issues | {'op':'$eq','value':1,'errorCodes':['Wrong']} | true",
        "ReviewStatus | ['Rejected'] | true",
        "ReviewStatus | ['Accepted'] | false",
        "Skipped | true | true",
        "Skipped | {'op':'$gt','value':2} | false",
        "Metadata | {'path':'camera.model','op':'$eq','value':'X1'} | true",
        "Metadata | {'path':'site','op':'$gt','value':6} | true",
        "Metadata | {'path':'none','op':'$gt','value':6} | false",
        "ExternalId | {'op':'$regex','value':'^north/'} | true",
        "VisitCount | {'stageId':'Label','op':'$gte','value':3} | true",
        "Priority | {'op':'$ne','value':5} | false",
        "Moonlight | true | false",
        "Priority | ['high'] | false"
      })
  void eachTypeAsksForItsOwn(String type, String value, boolean holds) {
    assertThat(
            output(
                "[{\"type\":\"%s\",\"value\":%s,\"index\":0}]"
                    .formatted(type, value.replace('\'', '"'))))
        .isEqualTo(holds ? 0 : 1);
  }

  @Test
  void conditionsOfOneRuleMustAllHold() {
    assertThat(
            output(
                """
                [{"type":"Batch","value":["b1"],"index":0},
                 {"type":"Batch","value":["b2"],"index":0},
                 {"type":"Batch","value":["b1"],"index":1}]
                """))
        .isEqualTo(1);
  }

  @Test
  void drawsOfOneRuleDoNotRepeatThoseOfAnother() {
    int both = 0;
    for (int task = 0; task < 4000; task++) {
      int first = output("[{\"type\":\"RandomSample\",\"value\":0.5,\"index\":0}]", "t" + task);
      int second =
          output(
              """
              [{"type":"Batch","value":[],"index":0},
               {"type":"RandomSample","value":0.5,"index":1}]
              """,
              "t" + task);
      both += first == 0 && second == 1 ? 1 : 0;
    }

    assertThat(both / 4000.0).isBetween(0.22, 0.28);
  }

  private static int output(String conditions) {
    return output(conditions, "t");
  }

  private static int output(String conditions, String taskId) {
    StageSettings settings =
        StageGraph.of(
                "[{\"id\":\"L\",\"type\":\"Logic\",\"name\":\"L\",\"logic\":{\"conditions\":"
                    + conditions
                    + "}}]")
            .find("L")
            .orElseThrow()
            .settings();
    return new ConditionCheck(FACTS, new Draw(taskId, 1, "L"))
        .output(((StageSettings.Logic) settings).rules());
  }
}
