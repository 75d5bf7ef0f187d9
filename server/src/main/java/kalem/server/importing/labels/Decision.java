package kalem.server.importing.labels;

import java.util.List;
import kalem.server.annotation.MaskChange;
import kalem.server.annotation.PackedAnswer;

/** What is to become of the labels of one item on one task. */
sealed interface Decision {
  List<Finding> findings();

  /** The task does not take them. */
  record Refused(Finding reason) implements Decision {
    @Override
    public List<Finding> findings() {
      return List.of(reason);
    }
  }

  /**
   * The task takes them.
   *
   * @param answer everything that is in order
   * @param count tool objects and answers to questions about the asset
   * @param masks what becomes of the masks
   * @param findings what is not in order and was left out, and what may not be as meant
   */
  record Labels(PackedAnswer answer, long count, MaskChange masks, List<Finding> findings)
      implements Decision {}
}
