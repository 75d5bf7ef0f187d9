package kalem.server.importing.labels;

import java.util.List;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
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
   * @param gain what the item brings
   * @param labelFindings what is not in order and was left out, and what may not be as meant
   * @param masks what becomes of the masks
   * @param maskFindings as {@code labelFindings}, of the masks and of pictures of segmentations
   */
  record Labels(
      PackedAnswer answer,
      Gain gain,
      List<Finding> labelFindings,
      MaskChange masks,
      List<Finding> maskFindings)
      implements Decision {
    @Override
    public List<Finding> findings() {
      return Stream.concat(labelFindings.stream(), maskFindings.stream()).toList();
    }

    /** Whether there was something, and all of it is faulty; then the task stays as it is. */
    boolean isUnusable() {
      return !gain.isAny() && findings().stream().anyMatch(Finding::isFault);
    }
  }

  /**
   * What an item brings a task.
   *
   * @param objects tool objects and answers to questions about the asset
   * @param isAny whether it brings anything, be it only a relation or a mask
   */
  record Gain(long objects, boolean isAny) {
    static Gain of(Answer answer, MaskChange masks) {
      return new Gain(
          answer.tools().size() + (long) answer.classifications().size(),
          !answer.isEmpty() || masks.isGiving());
    }
  }
}
