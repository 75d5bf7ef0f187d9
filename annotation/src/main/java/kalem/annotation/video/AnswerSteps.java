package kalem.annotation.video;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/**
 * Answers to the questions of a whole video. One given on a frame holds there and on all later ones
 * until the next answer to the question, or until it is switched off; one without a frame holds
 * everywhere (editors section 6.6, rules 17 to 19).
 */
public final class AnswerSteps {
  private final List<ClassificationAnswer> everywhere = new ArrayList<>();
  private final List<List<ClassificationAnswer>> questions = new ArrayList<>();

  private AnswerSteps() {}

  /**
   * Sorts the answers of an asset.
   *
   * @param schema tells which questions may be answered several times; of these each answer lasts
   *     on its own
   */
  public static AnswerSteps of(List<ClassificationAnswer> answers, CategorySchema schema) {
    AnswerSteps steps = new AnswerSteps();
    Map<String, List<ClassificationAnswer>> byQuestion = new LinkedHashMap<>();
    for (ClassificationAnswer answer : answers) {
      if (answer.marks().page().isEmpty()) {
        steps.everywhere.add(answer);
      } else {
        boolean isMultiple =
            schema.find(answer.schemaId()).filter(SchemaClass::multiple).isPresent();
        byQuestion
            .computeIfAbsent(
                isMultiple ? answer.objectId() : answer.schemaId(), _ -> new ArrayList<>())
            .add(answer);
      }
    }
    for (List<ClassificationAnswer> changes : byQuestion.values()) {
      changes.sort(Comparator.comparingInt(AnswerSteps::frame));
      steps.questions.add(changes);
    }
    return steps;
  }

  private static int frame(ClassificationAnswer answer) {
    return answer.marks().page().orElse(0);
  }

  /** The answers that hold on a frame: first those that hold everywhere. */
  public List<ClassificationAnswer> at(int frame) {
    List<ClassificationAnswer> answers = new ArrayList<>(everywhere);
    questions.forEach(changes -> lastUntil(frame, changes).ifPresent(answers::add));
    return answers;
  }

  private static Optional<ClassificationAnswer> lastUntil(
      int frame, List<ClassificationAnswer> changes) {
    int low = 0;
    int high = changes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (frame(changes.get(middle)) <= frame) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0
        ? Optional.empty()
        : Optional.of(changes.get(low - 1)).filter(each -> !each.marks().interpolationStopped());
  }

  /**
   * Every frame-specific answer with the frames it holds on, question by question.
   *
   * @param frameTotal the number of frames of the video
   */
  public List<AnswerSpan> spans(int frameTotal) {
    List<AnswerSpan> spans = new ArrayList<>();
    for (List<ClassificationAnswer> changes : questions) {
      for (int i = 0; i < changes.size(); i++) {
        ClassificationAnswer answer = changes.get(i);
        int end = i + 1 < changes.size() ? frame(changes.get(i + 1)) : frameTotal;
        if (!answer.marks().interpolationStopped() && frame(answer) < end) {
          spans.add(new AnswerSpan(answer, new FrameRange(frame(answer), end - 1)));
        }
      }
    }
    return spans;
  }
}
