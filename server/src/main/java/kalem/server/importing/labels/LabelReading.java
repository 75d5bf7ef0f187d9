package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.video.Reduction;
import kalem.formats.ImportItem;
import kalem.server.ontology.Ontology;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Decides for one item and one task, and reads the labels against the category schema. */
@Component
class LabelReading {
  private final Ontology ontology;

  LabelReading(Ontology ontology) {
    this.ontology = ontology;
  }

  /**
   * Decides and reads.
   *
   * @param isLabeledHere an item before it has labels for the same task
   */
  Decision read(ImportRun run, ImportItem item, Target target, boolean isLabeledHere) {
    if (!run.options().isForced() && target.isBegun()) {
      return refused(item, "The task was already worked on, or is complete.");
    }
    if (run.options().mode() == ImportMode.SKIP_EXISTING
        && target.isPreLabeled()
        && !isLabeledHere
        && !target.isOf(run.importId())) {
      return refused(item, "The task has imported labels already.");
    }
    Intake intake = intake(run, item.labels(), item.path(), target);
    List<Finding> findings = new ArrayList<>();
    intake.problems().forEach(problem -> findings.add(Finding.of(item, problem, true)));
    intake.warnings().forEach(problem -> findings.add(Finding.of(item, problem, false)));
    return new Decision.Labels(intake.answer(), findings);
  }

  /**
   * Reads labels for a task, whatever was done with it.
   *
   * @param path begins the path of every problem
   */
  Intake intake(ImportRun run, JsonNode labels, String path, Target target) {
    Authorship author = new Authorship(run.email(), target.stageId(), run.now(), Source.IMPORT);
    IntakeContext context = IntakeContext.of(IntakePolicy.IMPORT, author, ontology::newId).at(path);
    Intake read =
        AnswerReader.read(
            run.schema(),
            labels,
            target
                .asset()
                .facts()
                .on(run.options().keepsUnknown() ? context.keepingUnknown() : context));
    return target.asset().facts().isVideo()
        ? read.withAnswer(Reduction.ofFullExport(read.answer()))
        : read;
  }

  private static Decision refused(ImportItem item, String message) {
    return new Decision.Refused(Finding.skipped(item, ImportCodes.NOT_TODO, message));
  }
}
