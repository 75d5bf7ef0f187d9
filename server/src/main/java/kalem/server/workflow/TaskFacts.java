package kalem.server.workflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.server.kernel.Json;
import kalem.server.task.ReviewStatus;
import tools.jackson.databind.JsonNode;

/**
 * Everything that the rules of a workflow may ask of a task. What no rule ahead asks for is left at
 * nothing, so that it need not be read.
 *
 * @param annotators e-mails of those who finished a visit in a Label stage
 * @param activeMillis active time of all visits
 * @param classScores percent by schema id, of the last consensus
 * @param benchmarkAverage percent, of the last annotator
 * @param openIssues the error codes of each open issue
 * @param visits how often each stage was left
 */
record TaskFacts(
    Answer answer,
    List<String> annotators,
    long activeMillis,
    List<String> batchIds,
    OptionalInt consensusAverage,
    Map<String, Integer> classScores,
    OptionalDouble benchmarkAverage,
    List<Set<String>> openIssues,
    ReviewStatus reviewStatus,
    int skips,
    JsonNode metadata,
    JsonNode contextData,
    String externalId,
    Map<String, Integer> visits,
    int priority) {

  TaskFacts {
    annotators = List.copyOf(annotators);
    batchIds = List.copyOf(batchIds);
    classScores = Map.copyOf(classScores);
    openIssues = List.copyOf(openIssues);
    visits = Map.copyOf(visits);
  }

  /** Of a task about which nothing is known. */
  static final TaskFacts NONE =
      new TaskFacts(
          Answer.EMPTY,
          List.of(),
          0,
          List.of(),
          OptionalInt.empty(),
          Map.of(),
          OptionalDouble.empty(),
          List.of(),
          ReviewStatus.TODO,
          0,
          Json.object(),
          Json.object(),
          "",
          Map.of(),
          0);

  /** After a stage was left: what its exit changes. */
  TaskFacts after(Workflow.Exit exit) {
    Map<String, Integer> counted = new HashMap<>(visits);
    counted.merge(exit.stage().id(), 1, Integer::sum);
    return new TaskFacts(
        answer,
        Stream.concat(annotators.stream(), exit.annotator().stream()).distinct().toList(),
        activeMillis,
        batchIds,
        consensusAverage,
        classScores,
        benchmarkAverage,
        openIssues,
        exit.verdict().orElse(reviewStatus),
        skips,
        metadata,
        contextData,
        externalId,
        counted,
        priority);
  }
}
