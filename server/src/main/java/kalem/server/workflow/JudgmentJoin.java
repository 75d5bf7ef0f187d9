package kalem.server.workflow;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kalem.annotation.agreement.Adjudication;
import kalem.annotation.agreement.AdjudicationMethod;
import kalem.annotation.agreement.ClassScore;
import kalem.annotation.agreement.Consensus;
import kalem.server.annotation.Answers;
import kalem.server.annotation.JudgmentScoring;
import kalem.server.annotation.MaskChange;
import kalem.server.issue.Issues;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.project.Project;
import kalem.server.project.Stage;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.Durations;
import kalem.server.task.Judgment;
import kalem.server.task.ReviewStatus;
import kalem.server.task.StageVisit;
import kalem.server.task.Task;
import kalem.server.task.TaskEdit;
import kalem.server.task.TaskFlow;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;

/**
 * Judgments that are given, and what the last of a round leads to: the scores, one answer out of
 * all, and the way by Agreement or Disagreement (workflow.md 4.10 and 11).
 */
@Component
class JudgmentJoin {
  private final TaskStore tasks;
  private final JudgmentRounds rounds;
  private final JudgmentScoring scoring;
  private final Answers answers;
  private final Issues issues;
  private final TaskMover mover;
  private final Ids ids;

  JudgmentJoin(
      TaskStore tasks,
      JudgmentRounds rounds,
      JudgmentScoring scoring,
      Answers answers,
      Issues issues,
      TaskMover mover,
      Ids ids) {
    this.tasks = tasks;
    this.rounds = rounds;
    this.scoring = scoring;
    this.answers = answers;
    this.issues = issues;
    this.mover = mover;
    this.ids = ids;
  }

  /**
   * Refuses a person who gives, or gave, another judgment of the same round.
   *
   * @throws KalemException conflict
   */
  void requireOnePersonEach(Project project, Task judgment, String email) {
    boolean free =
        container(project, judgment).filter(stage -> settings(stage).allowSamePerson()).isPresent();
    Judgment part = judgment.flow().judgment().orElseThrow();
    if (!free
        && tasks.judgments(project.projectKey(), part.parentId(), part.round()).stream()
            .filter(other -> !other.id().equals(judgment.id()))
            .anyMatch(other -> other.isHeldBy(email) || other.labeledBy().contains(email))) {
      throw KalemException.conflict(
          "You judge this task already, or did. Somebody else gives this judgment.");
    }
  }

  /**
   * Takes a judgment, and ends the round when it was the last.
   *
   * @param judgment locked after its main task, with the answer and times it is given with
   * @param byPerson false: a plugin gave it
   * @return the judgment as it is now stored
   */
  Task submit(Project project, Task judgment, Stage stage, boolean byPerson, TaskMover.Mover by) {
    tasks.addVisits(project.projectKey(), List.of(visit(project, judgment, stage, byPerson, by)));
    TaskEdit edit = judgment.edit().entered(stage.id(), by.at());
    if (byPerson) {
      tasks.putStageAssignee(project.projectKey(), judgment.id(), stage.id(), by.email());
      edit.labeledBy(
          Stream.concat(judgment.labeledBy().stream(), Stream.of(by.email())).distinct().toList());
    }
    Judgment part = judgment.flow().judgment().orElseThrow();
    Task given =
        edit.completed(Optional.of(by.at()), Optional.of(by.email()))
            .flow(edit.build().flow().judgment(part.in(Judgment.State.SUBMITTED)))
            .version(judgment.version() + 1)
            .updated(by.at(), by.email())
            .build();
    tasks.update(given);
    tasks
        .findForUpdate(project.projectKey(), part.parentId())
        .filter(main -> main.visit() == part.round())
        .ifPresent(main -> joinIfOver(project, main, by));
    return tasks.find(project.projectKey(), given.id()).orElse(given);
  }

  private StageVisit visit(
      Project project, Task judgment, Stage stage, boolean byPerson, TaskMover.Mover by) {
    return new StageVisit(
        ids.next(project.projectKey()),
        judgment.id(),
        judgment.visit(),
        stage.id(),
        stage.name(),
        stage.type().wireName(),
        judgment.answerId(),
        judgment.time(),
        judgment.batchIds(),
        Optional.empty(),
        byPerson ? by.comment() : Optional.empty(),
        judgment.isSkipped(),
        !judgment.labeledBy().isEmpty(),
        judgment.enteredAt(),
        by.at(),
        Optional.of(by.email()),
        by.submission(),
        stage.consensusId());
  }

  /** Opens one judgment again, as long as its round goes on; false when it does not. */
  boolean reopen(Project project, Task judgment, boolean keepAssignee, TaskMover.Mover by) {
    Judgment part = judgment.flow().judgment().orElseThrow();
    boolean goesOn =
        tasks
            .find(project.projectKey(), part.parentId())
            .filter(main -> main.visit() == part.round())
            .isPresent();
    if (!goesOn || part.state() == Judgment.State.CANCELED) {
      return false;
    }
    Optional<String> person =
        keepAssignee
            ? tasks.stageAssignee(project.projectKey(), judgment.id(), judgment.stageId())
            : Optional.empty();
    TaskEdit edit = judgment.edit().entered(judgment.stageId(), by.at()).assignee(person);
    tasks.update(
        edit.completed(Optional.empty(), Optional.empty())
            .labeledBy(person.isPresent() ? judgment.labeledBy() : List.of())
            .flow(edit.build().flow().judgment(part.in(Judgment.State.OPEN)))
            .version(judgment.version() + 1)
            .updated(by.at(), by.email())
            .build());
    return true;
  }

  private void joinIfOver(Project project, Task main, TaskMover.Mover by) {
    List<Task> judgments = rounds.lock(main);
    List<Task> given = JudgmentRounds.submitted(judgments);
    List<Task> open =
        judgments.stream()
            .filter(judgment -> JudgmentRounds.state(judgment) == Judgment.State.OPEN)
            .toList();
    Optional<Stage> stage = project.graph().find(main.stageId());
    if (stage.isEmpty() || (given.isEmpty() && !open.isEmpty())) {
      return;
    }
    if (given.isEmpty()) {
      // All its stages went away, so others are asked.
      mover.place(project, main, stage.get(), by);
      return;
    }
    StageSettings.Consensus settings = settings(stage.get());
    if (!open.isEmpty()
        && (settings.minJudgments().isEmpty()
            || given.size() < settings.minJudgments().getAsInt())) {
      return;
    }
    Consensus consensus = scoring.compare(project, given, settings.rules());
    if (!open.isEmpty()
        && !settings
            .threshold()
            .isCertain(settings.adjudication(), consensus, given.size() + open.size())) {
      return;
    }
    open.forEach(judgment -> rounds.close(judgment, Judgment.State.CANCELED, OptionalInt.empty()));
    join(project, main, stage.get(), settings, new Round(given, consensus), by);
  }

  private record Round(List<Task> given, Consensus consensus) {}

  private void join(
      Project project,
      Task main,
      Stage stage,
      StageSettings.Consensus settings,
      Round round,
      TaskMover.Mover by) {
    Adjudication result =
        round
            .consensus()
            .adjudicate(
                settings.adjudication(),
                scoring.judgment(project, main),
                () -> ids.next(project.projectKey()));
    List<Task> given = round.given();
    for (int i = 0; i < given.size(); i++) {
      rounds.close(
          given.get(i),
          Judgment.State.JOINED,
          OptionalInt.of(round.consensus().judgments().get(i).score()));
    }
    rounds.writeHistory(project, main, given, by.at());
    result
        .chosen()
        .ifPresent(place -> issues.move(project.projectKey(), given.get(place).id(), main.id()));
    Task scored =
        main.edit()
            .answerId(answer(project, main, settings.adjudication(), result, given, by))
            .labeledBy(labeledBy(main, given))
            .review(ReviewStatus.TODO, Optional.empty())
            .spent(given.stream().map(Task::totalTime).reduce(Durations.NONE, Durations::plus))
            .visits(given.size() - 1)
            .flow(main.flow().consensus(Optional.of(scores(result))))
            .build();
    mover.step(
        project,
        scored,
        stage,
        new Workflow.Event.Joined(settings.threshold().isReached(result)),
        by);
  }

  private Optional<String> answer(
      Project project,
      Task main,
      AdjudicationMethod method,
      Adjudication result,
      List<Task> given,
      TaskMover.Mover by) {
    if (result.chosen().isPresent()) {
      return given.get(result.chosen().getAsInt()).answerId();
    }
    return method == AdjudicationMethod.NONE
        ? main.answerId()
        : answers.store(
            project, main, result.outcome().answer(), MaskChange.NONE, by.email(), by.at());
  }

  private static List<String> labeledBy(Task main, List<Task> given) {
    return Stream.concat(
            main.labeledBy().stream(), given.stream().flatMap(task -> task.labeledBy().stream()))
        .distinct()
        .toList();
  }

  private static TaskFlow.Consensus scores(Adjudication result) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (ClassScore score : result.detailed()) {
      list.addObject()
          .put("schemaId", score.schemaId())
          .put("title", score.title())
          .put("tool", score.tool())
          .put("score", score.score());
    }
    return new TaskFlow.Consensus(result.average(), list.toString());
  }

  private static Optional<Stage> container(Project project, Task judgment) {
    return project
        .graph()
        .find(judgment.stageId())
        .flatMap(Stage::consensusId)
        .flatMap(project.graph()::find);
  }

  private static StageSettings.Consensus settings(Stage stage) {
    return (StageSettings.Consensus) stage.settings();
  }

  /** Does without an open judgment; its round may be over then. */
  void drop(Project project, Task judgment, TaskMover.Mover by) {
    rounds.close(judgment, Judgment.State.CANCELED, OptionalInt.empty());
    Judgment part = judgment.flow().judgment().orElseThrow();
    tasks
        .findForUpdate(project.projectKey(), part.parentId())
        .filter(main -> main.visit() == part.round())
        .ifPresent(main -> joinIfOver(project, main, by));
  }
}
