package kalem.server.importing.labels;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kalem.annotation.Problem;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.ontology.CategorySchema;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.AnswerPacker;
import kalem.server.importing.PreLabels;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.stereotype.Component;

/** Labels that come with new assets, read and stored like those of a label import. */
@Component
class StoredPreLabels implements PreLabels {
  private final Projects projects;
  private final Targets targets;
  private final LabelReading reading;
  private final LabelWriting writing;
  private final Ids ids;
  private final InstantSource clock;

  StoredPreLabels(
      Projects projects,
      Targets targets,
      LabelReading reading,
      LabelWriting writing,
      Ids ids,
      InstantSource clock) {
    this.projects = projects;
    this.targets = targets;
    this.reading = reading;
    this.writing = writing;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Map<Integer, List<Problem>> apply(ProjectAccess access, List<Given> items) {
    if (items.isEmpty()) {
      return Map.of();
    }
    Project project = projects.get(access);
    ImportRun run =
        new ImportRun(
            ids.next(access.projectKey()),
            project,
            CategorySchema.of(Json.parse(project.categorySchema())),
            ImportOptions.DEFAULT,
            access.email(),
            Timestamps.now(clock),
            false,
            false);
    Map<String, Target> locked = targets.lock(project, items.stream().map(Given::taskId).toList());
    Map<Integer, List<Problem>> found = new HashMap<>();
    List<ToStore> toStore = new ArrayList<>();
    try (AnswerPacker packer = new AnswerPacker()) {
      for (Given given : items) {
        Target target = Objects.requireNonNull(locked.get(given.taskId()));
        Intake intake =
            reading.read(run, new LabelSource.Tree(given.item()), "", target, Answer.EMPTY);
        toStore.add(
            new ToStore(
                target, packer.pack(intake.answer(), target.asset().isVideo()), target.masks()));
        List<Problem> problems =
            Stream.concat(intake.problems().stream(), intake.warnings().stream()).toList();
        if (!problems.isEmpty()) {
          found.put(given.index(), problems);
        }
      }
    }
    writing.store(run, toStore);
    return found;
  }
}
