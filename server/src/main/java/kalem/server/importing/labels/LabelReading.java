package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
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
   * @param touched tasks that this import has labeled already: for them earlier labels are its own
   */
  Decision read(ImportRun run, ImportItem item, Target target, Set<String> touched) {
    if (!run.options().isForced() && target.isBegun()) {
      return refused(item, "The task was already worked on, or is complete.");
    }
    if (run.options().mode() == ImportMode.SKIP_EXISTING
        && target.isPreLabeled()
        && !touched.contains(target.taskId())) {
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
    return AnswerReader.read(
        run.schema(),
        labels,
        target.asset().on(run.options().keepsUnknown() ? context.keepingUnknown() : context));
  }

  private static Decision refused(ImportItem item, String message) {
    return new Decision.Refused(Finding.skipped(item, ImportCodes.NOT_TODO, message));
  }
}
