package kalem.server.importing.labels;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.annotation.Problem;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AssetFacts;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.ImportItem;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.AnswerPacker;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.Masks;
import kalem.server.importing.PreLabels;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Labels that come with new assets, read and stored like those of a label import. */
@Component
class StoredPreLabels implements PreLabels {
  private final Projects projects;
  private final Targets targets;
  private final LabelReading reading;
  private final LabelWriting writing;
  private final ItemMasks masks;
  private final Ids ids;
  private final InstantSource clock;

  StoredPreLabels(
      Projects projects,
      Targets targets,
      LabelReading reading,
      LabelWriting writing,
      Masks masks,
      Ids ids,
      InstantSource clock) {
    this.projects = projects;
    this.targets = targets;
    this.reading = reading;
    this.writing = writing;
    this.masks = new ItemMasks(masks, Masks.Nearby.NOTHING);
    this.ids = ids;
    this.clock = clock;
  }

  private record Ready(int index, JsonNode labels, Masks.Taken masks, List<Problem> unreadable)
      implements Prepared {}

  @Override
  public List<Prepared> prepare(ProjectAccess access, List<Given> items) {
    if (items.isEmpty()) {
      return List.of();
    }
    ImportRun run = run(access);
    List<Prepared> prepared = new ArrayList<>();
    for (Given given : items) {
      AssetFacts facts =
          AssetReading.asset("", given.externalId(), given.metadata(), Optional.empty()).facts();
      List<Problem> unreadable = masks.painted(run, given.item(), "");
      Masks.Taken taken = masks.take(run, item(given), facts, MaskKeys.NONE, "");
      prepared.add(new Ready(given.index(), given.item(), taken, unreadable));
    }
    return prepared;
  }

  private ImportRun run(ProjectAccess access) {
    Project project = projects.get(access);
    return new ImportRun(
        ids.next(access.projectKey()),
        project,
        CategorySchema.of(Json.parse(project.categorySchema())),
        ImportOptions.DEFAULT,
        access.email(),
        Timestamps.now(clock),
        false,
        false);
  }

  private static ImportItem item(Given given) {
    return new ImportItem(
        given.index(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        given.item().path("brushDataUrl").stringValueOpt(),
        given.item().path("medicalBrushDataUrl").stringValueOpt(),
        given.item());
  }

  @Override
  public Map<Integer, List<Problem>> apply(
      ProjectAccess access, List<Prepared> items, List<String> taskIds) {
    if (items.isEmpty()) {
      return Map.of();
    }
    ImportRun run = run(access);
    Map<String, Target> locked = targets.lock(run.project(), taskIds);
    Map<Integer, List<Problem>> found = new HashMap<>();
    List<ToStore> toStore = new ArrayList<>();
    try (AnswerPacker packer = new AnswerPacker()) {
      for (int i = 0; i < items.size(); i++) {
        Ready ready = (Ready) items.get(i);
        Target target = Objects.requireNonNull(locked.get(taskIds.get(i)));
        Intake intake =
            reading.read(run, new LabelSource.Tree(ready.labels()), "", target, Answer.EMPTY);
        toStore.add(
            new ToStore(
                target,
                packer.pack(intake.answer(), target.asset().isVideo()),
                ready.masks().change().of(MaskKeys.NONE)));
        List<Problem> problems =
            Stream.of(
                    intake.problems(),
                    intake.warnings(),
                    ready.unreadable(),
                    ready.masks().faults(),
                    ready.masks().warnings())
                .flatMap(List::stream)
                .toList();
        if (!problems.isEmpty()) {
          found.put(ready.index(), problems);
        }
      }
    }
    writing.store(run, toStore);
    return found;
  }
}
