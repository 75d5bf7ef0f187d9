package kalem.server.annotation;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import kalem.annotation.agreement.Agreement;
import kalem.annotation.agreement.AgreementRules;
import kalem.annotation.agreement.AssetExtent;
import kalem.annotation.agreement.Judgment;
import kalem.server.project.Project;
import kalem.server.task.Task;
import org.springframework.stereotype.Component;

/** Prepares the labels of tasks for being compared (workflow section 11). */
@Component
public class Comparisons {
  private final Answers answers;
  private final SchemaCache schemas;
  private final AssetMedia media;
  private final AnswerStore store;
  private final PaintedLabels painted;

  Comparisons(
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

  /** What compares labels of an asset, by the project's present schema. */
  public Agreement of(Project project, String assetId, AgreementRules rules) {
    AssetMedia.Facts facts = media.of(project.projectKey(), assetId);
    OptionalDouble diagonal =
        facts.size().map(size -> AssetExtent.image(size).diagonal()).orElse(OptionalDouble.empty());
    OptionalInt frames = facts.isVideo() ? facts.pages() : OptionalInt.empty();
    return new Agreement(schemas.current(project), rules, new AssetExtent(diagonal, frames));
  }

  /** The saved labels of a task with their masks. */
  public Judgment judgment(Project project, Task task) {
    MaskKeys masks =
        task.answerId().map(id -> store.masks(project.projectKey(), id)).orElse(MaskKeys.NONE);
    return new Judgment(answers.saved(project, task), painted.of(masks, schemas.current(project)));
  }
}
