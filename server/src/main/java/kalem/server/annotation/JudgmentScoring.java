package kalem.server.annotation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import kalem.annotation.agreement.Agreement;
import kalem.annotation.agreement.AgreementRules;
import kalem.annotation.agreement.AssetExtent;
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

  JudgmentScoring(Answers answers, SchemaCache schemas, AssetMedia media) {
    this.answers = answers;
    this.schemas = schemas;
    this.media = media;
  }

  /**
   * @param judgments tasks of one asset, at least one, in the order of their submission
   */
  public Consensus compare(Project project, List<Task> judgments, AgreementRules rules) {
    AssetMedia.Facts facts = media.of(project.projectKey(), judgments.getFirst().assetId());
    return new Agreement(schemas.current(project), rules, extent(facts))
        .consensus(judgments.stream().map(task -> judgment(project, task)).toList());
  }

  /** The labels of a task as one judgment. */
  public Judgment judgment(Project project, Task task) {
    return Judgment.of(answers.saved(project, task));
  }

  private static AssetExtent extent(AssetMedia.Facts facts) {
    Optional<AssetExtent> image = facts.size().map(AssetExtent::image);
    return facts.isVideo() && facts.pages().isPresent()
        ? new AssetExtent(
            image.map(AssetExtent::diagonal).orElse(OptionalDouble.empty()), facts.pages())
        : image.orElse(AssetExtent.UNKNOWN);
  }
}
