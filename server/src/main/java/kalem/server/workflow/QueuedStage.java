package kalem.server.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.project.stage.StageSettings;
import kalem.server.project.stage.WorkRules;
import kalem.server.project.stage.WorkRules.QueueOrder;

/**
 * A stage as the queue sees it.
 *
 * @param excludedWorkersOf ids of stages whose workers get nothing here
 * @param excludesOwnWork whether nobody gets what they labeled
 * @param isOneJudgmentEach whether nobody gets two judgments of one task
 * @param lock how long a claim lasts; zero: for good; empty: as everywhere
 */
record QueuedStage(
    String id,
    QueueOrder order,
    List<String> excludedWorkersOf,
    boolean excludesOwnWork,
    boolean isOneJudgmentEach,
    OptionalInt mostHeld,
    Optional<Duration> lock) {

  static QueuedStage of(StageGraph graph, Stage stage) {
    WorkRules rules = stage.workRules().orElseThrow();
    boolean oneEach =
        stage
            .consensusId()
            .flatMap(graph::find)
            .map(Stage::settings)
            .filter(StageSettings.Consensus.class::isInstance)
            .filter(settings -> !((StageSettings.Consensus) settings).allowSamePerson())
            .isPresent();
    return new QueuedStage(
        stage.id(),
        rules.queueOrder(),
        rules.excludePreviousAssignees(),
        stage.type() == StageType.REVIEW && !rules.allowOwnWork(),
        oneEach,
        rules.maxAssignedPerUser(),
        rules.lock());
  }
}
