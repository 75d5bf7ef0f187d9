package kalem.server.importing.labels;

import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.AssetFacts;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.answer.Source;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.video.Reduction;
import kalem.formats.ImportItem;
import kalem.server.annotation.RichText;
import kalem.server.ontology.Ontology;
import org.springframework.stereotype.Component;

/** Decides whether a task takes labels, and reads them against the category schema. */
@Component
class LabelReading {
  private final Ontology ontology;
  private final AssetTexts texts;

  LabelReading(Ontology ontology, AssetTexts texts) {
    this.ontology = ontology;
    this.texts = texts;
  }

  /**
   * Why a task takes no labels; empty: it does.
   *
   * @param isLabeledHere an item before it has labels for the same task
   */
  Optional<Finding> refusal(ImportRun run, ImportItem item, Target target, boolean isLabeledHere) {
    if (!run.options().isForced() && target.isBegun()) {
      return refusal(item, "The task was already worked on, or is complete.");
    }
    boolean isOwn = isLabeledHere || target.isOf(run.importId());
    if (run.options().mode() == ImportMode.SKIP_EXISTING && target.isPreLabeled() && !isOwn) {
      return refusal(item, "The task has imported labels already.");
    }
    return Optional.empty();
  }

  private static Optional<Finding> refusal(ImportItem item, String message) {
    return Optional.of(Finding.skipped(item, ImportCodes.NOT_TODO, message));
  }

  /**
   * Reads labels for a task, whatever was done with it.
   *
   * @param previous labels that the task keeps; relations may end in them
   * @param path begins the path of every problem
   */
  Intake read(ImportRun run, LabelSource labels, String path, Target target, Answer previous) {
    Intake read =
        AnswerReader.read(run.schema(), labels, context(run, path, target).withPrevious(previous));
    return target.asset().isVideo() ? read.withAnswer(Reduction.ofFullExport(read.answer())) : read;
  }

  /** What is known around labels for a task. */
  IntakeContext context(ImportRun run, String path, Target target) {
    Authorship author = new Authorship(run.email(), target.stageId(), run.now(), Source.IMPORT);
    IntakeContext context =
        IntakeContext.of(IntakePolicy.IMPORT, author, ontology::newId)
            .withSafeHtml(RichText::safe)
            .withAsset(facts(run, target.asset()))
            .at(path);
    return run.options().keepsUnknown() ? context.keepingUnknown() : context;
  }

  private AssetFacts facts(ImportRun run, Target.Asset asset) {
    boolean isWanted =
        asset.text().isPresent()
            && run.schema().tools().stream().anyMatch(tool -> tool.kind() == ClassKind.ENTITY);
    return isWanted
        ? asset.text().flatMap(texts::read).map(asset.facts()::withText).orElse(asset.facts())
        : asset.facts();
  }
}
