package kalem.server.annotation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import kalem.annotation.agreement.Agreement;
import kalem.annotation.agreement.AgreementRules;
import kalem.annotation.agreement.AssetExtent;
import kalem.annotation.agreement.BenchmarkScore;
import kalem.annotation.agreement.Consensus;
import kalem.annotation.agreement.Judgment;
import kalem.server.project.Project;
import kalem.server.task.Task;
import org.springframework.stereotype.Component;

/** Compares the answers that several people gave about one asset (workflow.md 11). */
@Component
public class JudgmentScoring {
  private final Answers answers;
  private final SchemaCache schemas;
  private final AssetMedia media;
  private final AnswerStore store;
  private final PaintedLabels painted;

  JudgmentScoring(
      Answers answers,
      SchemaCache schemas,
      AssetMedia media,
      AnswerStore store,
      PaintedLabels painted) {
    this.answers = answers;
    this.schemas = schemas;
    this.media = media;
    this.store = store;
    this.painted = painted;
  }

  /**
   * @param judgments tasks of one asset, at least one, in the order of their submission
   */
  public Consensus compare(Project project, List<Task> judgments, AgreementRules rules) {
    return agreement(project, judgments.getFirst(), rules)
        .consensus(judgments.stream().map(task -> judgment(project, task)).toList());
  }

  /**
   * Scores an attempt at a task whose labels are right (workflow.md 12).
   *
   * @param gold a task of the same asset
   */
  public BenchmarkScore compare(Project project, Task gold, Task attempt) {
    return agreement(project, gold, AgreementRules.STRICT)
        .benchmark(judgment(project, gold), judgment(project, attempt));
  }

  private Agreement agreement(Project project, Task task, AgreementRules rules) {
    AssetMedia.Facts facts = media.of(project.projectKey(), task.assetId());
    return new Agreement(schemas.current(project), rules, extent(facts));
  }

  /** The labels of a task as one judgment, with its masks. */
  public Judgment judgment(Project project, Task task) {
    MaskKeys masks =
        task.answerId().map(id -> store.masks(project.projectKey(), id)).orElse(MaskKeys.NONE);
    return new Judgment(answers.saved(project, task), painted.of(masks, schemas.current(project)));
  }

  private static AssetExtent extent(AssetMedia.Facts facts) {
    Optional<AssetExtent> image = facts.size().map(AssetExtent::image);
    return facts.isVideo() && facts.pages().isPresent()
        ? new AssetExtent(
            image.map(AssetExtent::diagonal).orElse(OptionalDouble.empty()), facts.pages())
        : image.orElse(AssetExtent.UNKNOWN);
  }
}
