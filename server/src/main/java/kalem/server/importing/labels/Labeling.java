package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.Problem;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Intake;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.server.annotation.AnswerPacker;
import kalem.server.annotation.MaskChange;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.Masks;
import kalem.server.annotation.PackedAnswer;
import kalem.server.importing.labels.Portion.LongOne;
import kalem.server.importing.labels.Portion.Prepared;
import kalem.server.importing.labels.Targets.Match;
import kalem.server.importing.labels.Targets.NameRule;

/**
 * Gives tasks the labels of items (import-format.md 4), in two steps that may run beside each
 * other: a portion is looked up and read without any lock; then its tasks are locked, whatever
 * changed meanwhile is read anew, and the labels are stored. Faulty items and entries are reported
 * by place and never stop the rest.
 */
final class Labeling implements AutoCloseable {
  private final ImportRun run;
  private final Targets targets;
  private final LabelReading reading;
  private final LabelWriting writing;
  private final NearestNames nearest;
  private final ItemMasks masks;

  /** Portions are prepared by one thread and stored by another; only the first packs. */
  private final AnswerPacker packer = new AnswerPacker();

  Labeling(
      ImportRun run,
      Targets targets,
      LabelReading reading,
      LabelWriting writing,
      NearestNames nearest,
      ItemMasks masks) {
    this.run = run;
    this.targets = targets;
    this.reading = reading;
    this.writing = writing;
    this.nearest = nearest;
    this.masks = masks;
  }

  /** What was done with a portion. */
  record Outcome(Tally tally, List<Finding> findings) {}

  /** Looks up and reads; changes nothing. */
  Portion prepare(List<ImportEntry> entries) {
    List<Finding> findings = new ArrayList<>();
    List<ImportItem> items = new ArrayList<>();
    for (ImportEntry entry : entries) {
      switch (entry) {
        case FaultyItem faulty -> findings.add(Finding.of(faulty));
        case ImportItem item -> items.add(item);
      }
    }
    List<Meeting> meetings = new ArrayList<>();
    List<LongOne> longOnes = new ArrayList<>();
    for (Meeting met : meetings(items, findings)) {
      if (isLong(met)) {
        longOnes.add(longOne(met));
      } else {
        meetings.add(met);
      }
    }
    Map<String, Answer> kept =
        writing.saved(
            run.project(), meetings.stream().map(Meeting::target).filter(this::isAddedTo));
    List<Prepared> prepared = new ArrayList<>();
    for (Meeting met : meetings) {
      Target target = met.target();
      Answer previous = kept.getOrDefault(target.taskId(), Answer.EMPTY);
      prepared.add(
          new Prepared(
              met.item(),
              target,
              reading
                  .refusal(run, met.item(), target, false)
                  .<Decision>map(Decision.Refused::new)
                  .orElseGet(() -> labels(met.item(), target, previous))));
    }
    return new Portion(entries.size(), findings, prepared, longOnes);
  }

  /** An item and a task that it is for. */
  private record Meeting(ImportItem item, Target target) {}

  private LongOne longOne(Meeting met) {
    boolean isRefused = reading.refusal(run, met.item(), met.target(), false).isPresent();
    if (isRefused) {
      return new LongOne(met.item(), met.target(), MaskChange.NONE, List.of());
    }
    Masks.Taken taken = masks.take(run, met.item(), met.target());
    return new LongOne(met.item(), met.target(), taken.change(), findings(met.item(), taken));
  }

  private boolean isLong(Meeting met) {
    return LongItems.isLong(met.item())
        || (isAddedTo(met.target())
            && met.target().answer().filter(Target.Labeled::isLarge).isPresent());
  }

  private List<Meeting> meetings(List<ImportItem> items, List<Finding> findings) {
    Map<Long, Match> matches = targets.find(run.project(), items, run.isByFileName());
    List<Meeting> meetings = new ArrayList<>();
    for (ImportItem item : items) {
      switch (matches.getOrDefault(item.index(), new Match.Nothing())) {
        case Match.Nothing() -> findings.add(notFound(item));
        case Match.Contradiction() ->
            findings.add(
                Finding.skipped(
                    item, ImportCodes.KEY_MISMATCH, "The item's keys name different tasks."));
        case Match.Ambiguous(List<String> names) -> findings.add(ambiguous(item, names));
        case Match.Tasks(List<Target> found, NameRule rule) -> {
          noteRule(item, found, rule, findings);
          found.forEach(target -> meetings.add(new Meeting(item, target)));
        }
      }
    }
    return meetings;
  }

  private Intake read(ImportItem item, Target target, Answer previous) {
    return masks.withSegmentations(
        run, item, source -> reading.read(run, source, item.path(), target, previous));
  }

  private Decision.Labels labels(ImportItem item, Target target, Answer previous) {
    Intake intake = read(item, target, previous);
    Masks.Taken taken = masks.take(run, item, target);
    List<Finding> findings = findings(item, intake);
    findings.addAll(findings(item, taken));
    return new Decision.Labels(
        packer.pack(intake.answer()), count(intake), taken.change(), findings);
  }

  /** Tool objects and answers to questions about the asset. */
  private static long count(Intake intake) {
    return intake.answer().tools().size() + (long) intake.answer().classifications().size();
  }

  private static List<Finding> findings(ImportItem item, Intake intake) {
    return findings(item, intake.problems(), intake.warnings());
  }

  private static List<Finding> findings(ImportItem item, Masks.Taken taken) {
    return findings(item, taken.faults(), taken.warnings());
  }

  private static List<Finding> findings(
      ImportItem item, List<Problem> faults, List<Problem> warnings) {
    List<Finding> findings = new ArrayList<>();
    faults.forEach(problem -> findings.add(Finding.of(item, problem, true)));
    warnings.forEach(problem -> findings.add(Finding.of(item, problem, false)));
    return findings;
  }

  private Finding notFound(ImportItem item) {
    return Finding.skipped(
        item,
        ImportCodes.ASSET_NOT_FOUND,
        "No asset of this project matches." + nearest.hint(item.externalId()));
  }

  private static Finding ambiguous(ImportItem item, List<String> names) {
    return Finding.skipped(
        item,
        ImportCodes.ASSET_NOT_FOUND,
        "Several assets could be meant: "
            + String.join(", ", names.subList(0, Math.min(names.size(), NearestNames.MOST)))
            + ".");
  }

  private static void noteRule(
      ImportItem item, List<Target> found, NameRule rule, List<Finding> findings) {
    String name = found.getFirst().asset().externalId();
    switch (rule) {
      case EXACT -> {}
      case WITHOUT_FOLDERS ->
          findings.add(
              Finding.note(
                  item,
                  ImportCodes.MATCHED_WITHOUT_FOLDERS,
                  "Taken for " + name + ", which has the same name in other folders."));
      case WITHOUT_EXTENSION ->
          findings.add(
              Finding.note(
                  item,
                  ImportCodes.MATCHED_WITHOUT_EXTENSION,
                  "Taken for " + name + ", which has the same name with another extension."));
    }
  }

  /** What a dry run has to say about a portion. */
  Outcome report(Portion portion) {
    long labeled =
        portion.prepared().stream()
            .filter(each -> each.decision() instanceof Decision.Labels)
            .map(each -> each.item().index())
            .distinct()
            .count();
    List<Finding> findings = inOrder(portion.allFindings());
    return new Outcome(
        Tally.of(findings)
            .plusLabeled(labeled, portion.labels().mapToLong(Decision.Labels::count).sum()),
        findings);
  }

  /** Stores a portion, as part of the caller's transaction. */
  Outcome store(Portion portion) {
    Map<String, Target> locked = targets.lock(run.project(), portion.taskIds());
    Additions additions = additions(portion, locked.values());
    List<Finding> findings = new ArrayList<>(portion.findings());
    portion.longOnes().forEach(each -> findings.addAll(each.findings()));
    List<ToStore> toStore = new ArrayList<>();
    Set<Long> labeledItems = new HashSet<>();
    long objects = 0;
    for (Prepared each : portion.prepared()) {
      Target now = locked.get(each.target().taskId());
      if (now == null) {
        findings.add(gone(each.item()));
        continue;
      }
      Decision decision = additions.decide(each, now);
      findings.addAll(decision.findings());
      if (decision instanceof Decision.Labels labels) {
        labeledItems.add(each.item().index());
        objects += labels.count();
        if (!additions.isAddedTo(now)) {
          toStore.add(new ToStore(now, labels.answer(), labels.masks().of(now.masks())));
        }
      }
    }
    toStore.addAll(additions.toStore(locked));
    writing.store(run, toStore);
    return new Outcome(
        Tally.of(findings).plusLabeled(labeledItems.size(), objects), inOrder(findings));
  }

  /**
   * Reads, and unless it is a dry run stores, labels that are too large to be prepared; part of the
   * caller's transaction.
   */
  void storeLong(LongOne met, LongItems.Sink sink) {
    ImportItem item = met.item();
    LongItems labels = new LongItems(run, reading, writing);
    if (run.isDryRun()) {
      Optional<Finding> refusal = reading.refusal(run, item, met.target(), false);
      refusal.ifPresentOrElse(
          finding -> tell(finding, sink), () -> labels.report(item, met.target(), sink));
      return;
    }
    Target now =
        targets.lock(run.project(), List.of(met.target().taskId())).get(met.target().taskId());
    Optional<Finding> refusal =
        now == null ? Optional.of(gone(item)) : reading.refusal(run, item, now, false);
    if (refusal.isPresent() || now == null) {
      refusal.ifPresent(finding -> tell(finding, sink));
    } else {
      labels.store(item, now, met.masks().of(now.masks()), isAddedTo(now), sink);
    }
  }

  private static void tell(Finding finding, LongItems.Sink sink) {
    sink.found(new Outcome(Tally.of(List.of(finding)), List.of(finding)));
  }

  private static Finding gone(ImportItem item) {
    return Finding.skipped(item, ImportCodes.ASSET_NOT_FOUND, "The asset was deleted meanwhile.");
  }

  /** A second item for one task adds to the first; only what was there before is replaced. */
  private boolean isAddedTo(Target target) {
    return run.options().mode() == ImportMode.APPEND || target.isOf(run.importId());
  }

  private Additions additions(Portion portion, Collection<Target> locked) {
    Set<String> once = new HashSet<>();
    Set<String> several = new HashSet<>();
    portion.prepared().stream()
        .map(each -> each.target().taskId())
        .filter(task -> !once.add(task))
        .forEach(several::add);
    Map<String, Answer> kept =
        writing.saved(run.project(), locked.stream().filter(this::isAddedTo));
    return new Additions(several, kept);
  }

  /** Labels of tasks that have some already, or get them from several items. */
  private final class Additions {
    private final Set<String> several;
    private final Map<String, Answer> answers;
    private final Map<String, MaskKeys> maskKeys = new HashMap<>();
    private final Set<String> labeled = new LinkedHashSet<>();

    Additions(Set<String> several, Map<String, Answer> kept) {
      this.several = several;
      this.answers = new HashMap<>(kept);
    }

    boolean isAddedTo(Target target) {
      return several.contains(target.taskId()) || answers.containsKey(target.taskId());
    }

    /** The decision for a task as it is now, which may not be the one prepared for. */
    Decision decide(Prepared prepared, Target now) {
      ImportItem item = prepared.item();
      boolean isLabeledHere = labeled.contains(now.taskId());
      boolean isAsBefore = now.version() == prepared.target().version();
      if (isAsBefore && !isAddedTo(now)) {
        return prepared.decision();
      }
      Optional<Finding> refusal = reading.refusal(run, item, now, isLabeledHere);
      if (refusal.isPresent()) {
        return new Decision.Refused(refusal.get());
      }
      Answer before = answers.getOrDefault(now.taskId(), Answer.EMPTY);
      Intake intake = read(item, now, before);
      labeled.add(now.taskId());
      answers.put(now.taskId(), appended(before, intake.answer()));
      MaskChange change =
          prepared.decision() instanceof Decision.Labels labels ? labels.masks() : MaskChange.NONE;
      maskKeys.merge(now.taskId(), change.of(now.masks()), (earlier, fresh) -> change.of(earlier));
      return new Decision.Labels(
          PackedAnswer.of(Answer.EMPTY), count(intake), change, findings(item, intake));
    }

    List<ToStore> toStore(Map<String, Target> locked) {
      List<ToStore> toStore = new ArrayList<>();
      for (String task : labeled) {
        Target target = Objects.requireNonNull(locked.get(task));
        Answer answer = answers.getOrDefault(task, Answer.EMPTY);
        toStore.add(
            new ToStore(
                target, PackedAnswer.of(answer), maskKeys.getOrDefault(task, target.masks())));
      }
      return toStore;
    }
  }

  /** Objects are added; an answer replaces the earlier ones to the same question. */
  private static Answer appended(Answer before, Answer given) {
    if (before.isEmpty()) {
      return given;
    }
    Set<String> answeredAnew = new HashSet<>();
    given.classifications().forEach(answer -> answeredAnew.add(answer.schemaId()));
    List<String> replaced =
        before.classifications().stream()
            .filter(old -> answeredAnew.contains(old.schemaId()))
            .map(Entry::objectId)
            .toList();
    return before.apply(given, replaced);
  }

  /** As they stand in the file. */
  private static List<Finding> inOrder(List<Finding> findings) {
    return findings.stream().sorted(Comparator.comparingLong(Finding::item)).toList();
  }

  @Override
  public void close() {
    packer.close();
  }
}
