package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.server.importing.labels.Portion.Prepared;
import kalem.server.importing.labels.Targets.Match;
import kalem.server.importing.labels.Targets.NameRule;

/**
 * Gives tasks the labels of items (import-format.md 4), in two steps that may run beside each
 * other: a portion is looked up and read without any lock; then its tasks are locked, whatever
 * changed meanwhile is read anew, and the labels are stored. Faulty items and entries are reported
 * by place and never stop the rest.
 */
final class Labeling {
  private final ImportRun run;
  private final Targets targets;
  private final LabelReading reading;
  private final LabelWriting writing;
  private final NearestNames nearest;

  Labeling(
      ImportRun run,
      Targets targets,
      LabelReading reading,
      LabelWriting writing,
      NearestNames nearest) {
    this.run = run;
    this.targets = targets;
    this.reading = reading;
    this.writing = writing;
    this.nearest = nearest;
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
    Map<Long, Match> matches = targets.find(run.project(), items, run.isByFileName());
    List<Prepared> prepared = new ArrayList<>();
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
          found.forEach(
              target ->
                  prepared.add(new Prepared(item, target, reading.read(run, item, target, false))));
        }
      }
    }
    return new Portion(entries.size(), findings, prepared);
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
    List<Finding> findings = new ArrayList<>(portion.findings());
    Map<String, List<Decision.Labels>> byTask = new LinkedHashMap<>();
    Set<Long> labeledItems = new HashSet<>();
    for (Prepared each : portion.prepared()) {
      String task = each.target().taskId();
      Decision decision =
          current(each, Optional.ofNullable(locked.get(task)), byTask.containsKey(task));
      findings.addAll(decision.findings());
      if (decision instanceof Decision.Labels labels) {
        byTask.computeIfAbsent(task, id -> new ArrayList<>()).add(labels);
        labeledItems.add(each.item().index());
      }
    }
    List<Target> labeled = byTask.keySet().stream().map(locked::get).toList();
    writing.store(run, merged(labeled, byTask));
    long objects =
        byTask.values().stream().flatMap(List::stream).mapToLong(Decision.Labels::count).sum();
    return new Outcome(
        Tally.of(findings).plusLabeled(labeledItems.size(), objects), inOrder(findings));
  }

  /**
   * The decision for a task as it is now. Labels that this import itself gave before, in this
   * portion or an earlier one, do not stand in the way of more.
   */
  private Decision current(Prepared prepared, Optional<Target> now, boolean isLabeledHere) {
    if (now.isEmpty()) {
      return new Decision.Refused(
          Finding.skipped(
              prepared.item(), ImportCodes.ASSET_NOT_FOUND, "The asset was deleted meanwhile."));
    }
    boolean isAsBefore = now.get().version() == prepared.target().version();
    boolean isRefusedForOwn = isLabeledHere && prepared.decision() instanceof Decision.Refused;
    return isAsBefore && !isRefusedForOwn
        ? prepared.decision()
        : reading.read(run, prepared.item(), now.get(), isLabeledHere);
  }

  private List<ToStore> merged(List<Target> labeled, Map<String, List<Decision.Labels>> byTask) {
    List<Target> added = labeled.stream().filter(this::isAddedTo).toList();
    Map<String, Answer> saved = writing.saved(run.project(), added);
    List<ToStore> merged = new ArrayList<>();
    for (Target target : labeled) {
      Answer answer = saved.getOrDefault(target.taskId(), Answer.EMPTY);
      for (Decision.Labels labels : byTask.getOrDefault(target.taskId(), List.of())) {
        answer = appended(answer, labels.answer());
      }
      merged.add(new ToStore(target, answer, target.masks()));
    }
    return merged;
  }

  /** A second item for one task adds to the first; only what was there before is replaced. */
  private boolean isAddedTo(Target target) {
    return run.options().mode() == ImportMode.APPEND || target.isOf(run.importId());
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
}
