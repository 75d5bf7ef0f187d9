package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.Problem;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Intake;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.server.annotation.AnswerPacker;
import kalem.server.annotation.Masks;
import kalem.server.annotation.PackedAnswer;
import kalem.server.importing.labels.Decision.Gain;
import kalem.server.importing.labels.Meetings.Meeting;
import kalem.server.importing.labels.Portion.LongOne;
import kalem.server.importing.labels.Portion.Prepared;

/**
 * Gives tasks the labels of items (import-format.md 4), in two steps that may run beside each
 * other: a portion is looked up and read without any lock; then its tasks are locked, whatever
 * changed meanwhile is read anew, and the labels are stored. Faulty items and entries are reported
 * by place and never stop the rest.
 */
final class Labeling implements AutoCloseable {
  /** Bytes of saved labels in memory, as text; read, they are about ten times as many. */
  private static final long KEPT_BYTES = 2 << 20;

  private final ImportRun run;
  private final Targets targets;
  private final LabelReading reading;
  private final LabelWriting writing;
  private final Meetings meetings;
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
    this.meetings = new Meetings(run, targets, nearest);
    this.masks = masks;
  }

  /** What was done with a portion. */
  record Outcome(Tally tally, List<Finding> findings) {}

  /** Looks up and reads, and fetches masks; changes nothing. */
  Portion prepare(List<ImportEntry> entries) {
    List<Finding> findings = new ArrayList<>();
    List<ImportItem> items = new ArrayList<>();
    for (ImportEntry entry : entries) {
      switch (entry) {
        case FaultyItem faulty -> findings.add(Finding.of(faulty));
        case ImportItem item -> items.add(item);
      }
    }
    List<Meeting> open = new ArrayList<>();
    List<LongOne> longOnes = new ArrayList<>();
    for (Meeting met : meetings.of(items, findings)) {
      Optional<Finding> refusal = reading.refusal(run, met.item(), met.target(), false);
      if (refusal.isPresent()) {
        findings.add(refusal.get());
      } else if (isLong(met)) {
        longOnes.add(longOne(met));
      } else {
        open.add(met);
      }
    }
    List<Prepared> prepared = new ArrayList<>();
    for (List<Meeting> some : Cuts.of(open, met -> keptBytes(met.target()), KEPT_BYTES)) {
      Map<String, Answer> kept = saved(some.stream().map(Meeting::target));
      for (Meeting met : some) {
        prepared.add(prepared(met, kept.getOrDefault(met.target().taskId(), Answer.EMPTY)));
      }
    }
    return new Portion(entries.size(), findings, prepared, longOnes);
  }

  /** Bytes of the saved labels that the labels of an item are added to. */
  private long keptBytes(Target target) {
    return isAddedTo(target) ? target.answer().map(Target.Labeled::length).orElse(0L) : 0;
  }

  /** The saved labels of those tasks that keep them, by task. */
  private Map<String, Answer> saved(Stream<Target> tasks) {
    return writing.saved(run.project(), tasks.filter(this::isAddedTo));
  }

  private LongOne longOne(Meeting met) {
    Masks.Taken taken = masks.take(run, met.item(), met.target());
    return new LongOne(
        met.item(),
        met.target(),
        taken.change(),
        findings(met.item(), taken.faults(), taken.warnings()));
  }

  private boolean isLong(Meeting met) {
    return LongItems.isLong(met.item())
        || (isAddedTo(met.target())
            && met.target().answer().filter(Target.Labeled::isLarge).isPresent());
  }

  private Prepared prepared(Meeting met, Answer previous) {
    ImportItem item = met.item();
    ItemMasks.Read read =
        masks.read(
            run, item, source -> reading.read(run, source, item.path(), met.target(), previous));
    Masks.Taken taken = masks.take(run, item, met.target());
    List<Finding> maskFindings = findings(item, read.unreadable(), List.of());
    maskFindings.addAll(findings(item, taken.faults(), taken.warnings()));
    Answer answer = read.intake().answer();
    return new Prepared(
        read.item(),
        met.target(),
        new Decision.Labels(
            packer.pack(answer, met.target().asset().isVideo()),
            Gain.of(answer, taken.change()),
            findings(item, read.intake()),
            taken.change(),
            maskFindings));
  }

  private static List<Finding> findings(ImportItem item, Intake intake) {
    return findings(item, intake.problems(), intake.warnings());
  }

  private static List<Finding> findings(
      ImportItem item, List<Problem> faults, List<Problem> warnings) {
    List<Finding> findings = new ArrayList<>();
    faults.forEach(problem -> findings.add(Finding.of(item, problem, true)));
    warnings.forEach(problem -> findings.add(Finding.of(item, problem, false)));
    return findings;
  }

  /**
   * What a dry run has to say about a portion, but for what is too large to be prepared.
   *
   * @param labeled gets the items of which a task would be labeled
   */
  Outcome report(Portion portion, Set<Long> labeled) {
    List<Finding> findings = portion.allFindings();
    long objects = 0;
    for (Prepared each : portion.prepared()) {
      objects += each.labels().gain().objects();
      if (each.labels().gain().isAny()) {
        labeled.add(each.item().index());
      } else if (each.labels().isUnusable()) {
        findings.addAll(stays(each.item(), each.target()));
      }
    }
    return new Outcome(Tally.of(findings).plusLabeled(labeled.size(), objects), inOrder(findings));
  }

  /**
   * Stores a portion, but for what is too large to be prepared, as part of the caller's
   * transaction.
   *
   * @param labeled gets the items of which a task was labeled
   */
  Outcome store(Portion portion, Set<Long> labeled) {
    Map<String, Target> locked = targets.lock(run.project(), portion.taskIds());
    List<Finding> findings = new ArrayList<>(portion.findings());
    portion.longOnes().forEach(each -> findings.addAll(each.findings()));
    long objects = 0;
    for (List<Prepared> some : inMemory(portion, locked)) {
      objects += store(some, locked, labeled, findings);
    }
    return new Outcome(Tally.of(findings).plusLabeled(labeled.size(), objects), inOrder(findings));
  }

  /** The labels of a portion in groups whose tasks' saved labels fit into memory together. */
  private List<List<Prepared>> inMemory(Portion portion, Map<String, Target> locked) {
    Map<String, List<Prepared>> byTask = new LinkedHashMap<>();
    for (Prepared each : portion.prepared()) {
      byTask.computeIfAbsent(each.target().taskId(), task -> new ArrayList<>(1)).add(each);
    }
    return Cuts.of(
            byTask.entrySet(),
            task -> Optional.ofNullable(locked.get(task.getKey())).map(this::keptBytes).orElse(0L),
            KEPT_BYTES)
        .stream()
        .map(tasks -> tasks.stream().flatMap(task -> task.getValue().stream()).toList())
        .toList();
  }

  /** All labels of some tasks; how many objects they got. */
  private long store(
      List<Prepared> some, Map<String, Target> locked, Set<Long> labeled, List<Finding> findings) {
    Additions additions = additions(some, locked);
    List<ToStore> toStore = new ArrayList<>();
    long objects = 0;
    for (Prepared each : some) {
      Target now = locked.get(each.target().taskId());
      if (now == null) {
        findings.add(gone(each.item()));
        continue;
      }
      Decision decision = decision(each, now, additions);
      findings.addAll(decision.findings());
      if (decision instanceof Decision.Labels labels && labels.isUnusable()) {
        findings.addAll(stays(each.item(), now));
      } else if (decision instanceof Decision.Labels labels) {
        objects += labels.gain().objects();
        if (labels.gain().isAny()) {
          labeled.add(each.item().index());
        }
        if (!additions.hasLabeled(now)) {
          toStore.add(new ToStore(now, labels.answer(), labels.masks().of(now.masks())));
        }
      }
    }
    toStore.addAll(additions.toStore(locked));
    writing.store(run, toStore);
    return objects;
  }

  /** The decision for a task as it is now, which may not be the one prepared for. */
  private Decision decision(Prepared prepared, Target now, Additions additions) {
    boolean isAsBefore = now.version() == prepared.target().version();
    if (isAsBefore && !additions.isAddedTo(now)) {
      return prepared.labels();
    }
    ImportItem item = prepared.item();
    Optional<Finding> refusal = reading.refusal(run, item, now, additions.hasLabeled(now));
    if (refusal.isPresent()) {
      return new Decision.Refused(refusal.get());
    }
    Intake intake = reading.read(run, item.source(), item.path(), now, additions.before(now));
    Decision.Labels before = prepared.labels();
    Decision.Labels labels =
        new Decision.Labels(
            PackedAnswer.of(Answer.EMPTY, false),
            Gain.of(intake.answer(), before.masks()),
            findings(item, intake),
            before.masks(),
            before.maskFindings());
    if (!labels.isUnusable()) {
      additions.add(now, intake.answer(), before.masks());
    }
    return labels;
  }

  /** Said of a task whose labels were to be replaced by what turned out to be faulty. */
  private List<Finding> stays(ImportItem item, Target target) {
    return isAddedTo(target) || target.answer().isEmpty()
        ? List.of()
        : List.of(Finding.earlierLabelsStay(item));
  }

  /**
   * Reads, and unless it is a dry run stores, labels that are too large to be prepared; part of the
   * caller's transaction.
   *
   * @param labeled items of which a task was labeled already, and gets others
   */
  void storeLong(Portion portion, Set<Long> labeled, LongItems.Sink sink) {
    LongItems labels = new LongItems(run, reading, writing);
    for (LongOne met : portion.longOnes()) {
      boolean isAny = run.isDryRun() ? labels.report(met, sink) : storeLong(met, labels, sink);
      if (isAny && labeled.add(met.item().index())) {
        sink.found(new Outcome(Tally.NONE.plusLabeled(1, 0), List.of()));
      }
    }
  }

  private boolean storeLong(LongOne met, LongItems labels, LongItems.Sink sink) {
    String taskId = met.target().taskId();
    Target now = targets.lock(run.project(), List.of(taskId)).get(taskId);
    Optional<Finding> refusal =
        now == null ? Optional.of(gone(met.item())) : reading.refusal(run, met.item(), now, false);
    refusal.ifPresent(
        finding -> sink.found(new Outcome(Tally.of(List.of(finding)), List.of(finding))));
    return now != null && refusal.isEmpty() && labels.store(met, now, isAddedTo(now), sink);
  }

  private static Finding gone(ImportItem item) {
    return Finding.skipped(item, ImportCodes.ASSET_NOT_FOUND, "The asset was deleted meanwhile.");
  }

  /** A second item for one task adds to the first; only what was there before is replaced. */
  private boolean isAddedTo(Target target) {
    return run.options().mode() == ImportMode.APPEND || target.isOf(run.importId());
  }

  private Additions additions(List<Prepared> some, Map<String, Target> locked) {
    Set<String> once = new LinkedHashSet<>();
    Set<String> several = new HashSet<>();
    some.stream()
        .map(each -> each.target().taskId())
        .filter(task -> !once.add(task))
        .forEach(several::add);
    return new Additions(
        several,
        saved(once.stream().flatMap(task -> Optional.ofNullable(locked.get(task)).stream())));
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
