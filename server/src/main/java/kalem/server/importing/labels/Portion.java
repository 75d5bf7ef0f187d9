package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.List;
import kalem.formats.ImportItem;
import kalem.server.annotation.MaskChange;

/**
 * Some items of an import, looked up and read, ready to be stored.
 *
 * @param items how many elements of the file they are
 * @param findings of items that go no further
 * @param prepared labels of items by task, in the order of the file
 * @param longOnes items and tasks whose labels are too large to be prepared
 */
record Portion(int items, List<Finding> findings, List<Prepared> prepared, List<LongOne> longOnes) {

  /** Labels of one item for one task that are too large to be prepared, but for their masks. */
  record LongOne(ImportItem item, Target target, MaskChange masks, List<Finding> findings) {}

  /**
   * The labels of one item for one task.
   *
   * @param item with run lengths where it had pictures of segmentations
   * @param target the task as it was when they were read
   */
  record Prepared(ImportItem item, Target target, Decision.Labels labels) {}

  /** Every task that may get labels. */
  List<String> taskIds() {
    return prepared.stream().map(each -> each.target().taskId()).distinct().toList();
  }

  /** Everything that was found, as long as no task has changed meanwhile. */
  List<Finding> allFindings() {
    List<Finding> all = new ArrayList<>(findings);
    prepared.forEach(each -> all.addAll(each.labels().findings()));
    longOnes.forEach(each -> all.addAll(each.findings()));
    return all;
  }
}
