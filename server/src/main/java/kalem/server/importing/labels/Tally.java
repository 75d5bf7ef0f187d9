package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of an import. Grows with the kinds of things found, never with their number.
 *
 * @param tasksLabeled items of which at least one task was labeled
 * @param objects tool objects and answers taken over
 * @param skipped items left out as a whole
 * @param warnings everything else there was to say
 * @param codes what was found, by code
 * @param classes those a file of another program uses
 */
record Tally(
    long tasksLabeled,
    long objects,
    long skipped,
    long warnings,
    Map<String, CodeCount> codes,
    List<ClassUse> classes) {
  static final Tally NONE = new Tally(0, 0, 0, 0, Map.of(), List.of());

  Tally {
    codes = Map.copyOf(codes);
    classes = List.copyOf(classes);
  }

  /**
   * How often something was found.
   *
   * @param faults how often something was left out for it
   */
  record CodeCount(long count, long faults) {
    private static CodeCount of(long count, boolean isFault) {
      return new CodeCount(count, isFault ? count : 0);
    }

    private CodeCount plus(CodeCount other) {
      return new CodeCount(count + other.count, faults + other.faults);
    }
  }

  /**
   * A class of a file.
   *
   * @param tool kind of class
   * @param isKnown whether the category schema has it
   */
  record ClassUse(String title, String tool, boolean isKnown) {}

  /** The sum of two portions; the classes are those of this one. */
  Tally plus(Tally other) {
    Map<String, CodeCount> sums = new LinkedHashMap<>(codes);
    other.codes.forEach((code, count) -> sums.merge(code, count, CodeCount::plus));
    return new Tally(
        tasksLabeled + other.tasksLabeled,
        objects + other.objects,
        skipped + other.skipped,
        warnings + other.warnings,
        sums,
        classes);
  }

  /** Faults of all kinds. */
  long faults() {
    return codes.values().stream().mapToLong(CodeCount::faults).sum();
  }

  /** Counts findings alone. */
  static Tally of(Collection<Finding> findings) {
    return NONE.plusFindings(findings);
  }

  Tally plusFindings(Collection<Finding> findings) {
    if (findings.isEmpty()) {
      return this;
    }
    Map<String, CodeCount> sums = new LinkedHashMap<>(codes);
    long items = 0;
    for (Finding finding : findings) {
      sums.merge(finding.code(), CodeCount.of(1, finding.isFault()), CodeCount::plus);
      items += finding.isItem() ? 1 : 0;
    }
    return new Tally(
        tasksLabeled, objects, skipped + items, warnings + findings.size() - items, sums, classes);
  }

  Tally plusLabeled(long tasks, long labels) {
    return new Tally(tasksLabeled + tasks, objects + labels, skipped, warnings, codes, classes);
  }

  /** Things of one kind of which only a few were noted one by one. */
  Tally plusUnlisted(String code, long count, boolean isFault) {
    Map<String, CodeCount> sums = new LinkedHashMap<>(codes);
    sums.merge(code, CodeCount.of(count, isFault), CodeCount::plus);
    return new Tally(tasksLabeled, objects, skipped, warnings + count, sums, classes);
  }

  Tally withClasses(List<ClassUse> used) {
    return new Tally(tasksLabeled, objects, skipped, warnings, codes, used);
  }

  /** Most frequent first. */
  List<Map.Entry<String, CodeCount>> codesByCount() {
    List<Map.Entry<String, CodeCount>> sorted = new ArrayList<>(codes.entrySet());
    sorted.sort(
        Map.Entry.<String, CodeCount>comparingByValue(
                java.util.Comparator.comparingLong(CodeCount::count).reversed())
            .thenComparing(Map.Entry.comparingByKey()));
    return sorted;
  }
}
