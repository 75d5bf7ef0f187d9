package kalem.formats.ango;

import java.util.Optional;
import kalem.annotation.answer.ClassificationAnswer;

/** Answers without who made them. */
final class WithoutMetadata {
  private WithoutMetadata() {}

  static ClassificationAnswer of(ClassificationAnswer answer) {
    return new ClassificationAnswer(
        answer.objectId(),
        answer.schemaId(),
        answer.tool(),
        answer.title(),
        answer.answer(),
        answer.marks(),
        answer.classifications().stream().map(WithoutMetadata::of).toList(),
        Optional.empty(),
        answer.extras());
  }
}
