package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.ontology.Section;

/** Whether a nested question is asked (ontology section 5.10). */
final class Reveal {
  private Reveal() {}

  /** Under a tool or relation always; under a question once it has an answer that opens it. */
  static boolean isOpen(SchemaClass question, SchemaClass parent, Optional<AnswerValue> answer) {
    if (parent.kind().section() != Section.CLASSIFICATIONS) {
      return true;
    }
    return answer.isPresent() && isOpened(question, parent, answer.get());
  }

  private static boolean isOpened(SchemaClass question, SchemaClass parent, AnswerValue answer) {
    List<String> opening = question.parentOptionIds();
    if (opening.isEmpty()) {
      return !(answer instanceof AnswerValue.YesOrNo yesOrNo) || yesOrNo.value();
    }
    return opening.stream()
        .flatMap(id -> parent.optionOfId(id).stream())
        .map(Option::value)
        .anyMatch(answer.values()::contains);
  }
}
