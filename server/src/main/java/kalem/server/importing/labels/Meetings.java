package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kalem.formats.ImportItem;
import kalem.server.importing.labels.Targets.Match;
import kalem.server.importing.labels.Targets.NameRule;

/** Brings items together with the tasks that they are for, and says which are for none. */
final class Meetings {
  private final ImportRun run;
  private final Targets targets;
  private final NearestNames nearest;

  Meetings(ImportRun run, Targets targets, NearestNames nearest) {
    this.run = run;
    this.targets = targets;
    this.nearest = nearest;
  }

  /** An item and a task that it is for. */
  record Meeting(ImportItem item, Target target) {}

  /**
   * In the order of the items.
   *
   * @param findings gets what there is to say
   */
  List<Meeting> of(List<ImportItem> items, List<Finding> findings) {
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
}
