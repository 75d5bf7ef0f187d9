package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.video.AnswerSpan;

/** Cuts a video into stretches on which none of several people's answers to a question changes. */
final class TimedAnswers {
  private TimedAnswers() {}

  /**
   * Frames on which the answers stay the same.
   *
   * @param answers of each person, maybe none
   */
  record Stretch(int frames, List<List<ClassificationAnswer>> answers) {}

  /** The stretches on which anybody answered, by rising frame. */
  static List<Stretch> stretches(List<List<AnswerSpan>> people) {
    TreeSet<Integer> changes = new TreeSet<>();
    for (List<AnswerSpan> spans : people) {
      for (AnswerSpan span : spans) {
        changes.add(span.frames().from());
        changes.add(span.frames().to() + 1);
      }
    }
    List<Stretch> stretches = new ArrayList<>();
    Integer from = changes.pollFirst();
    while (from != null && !changes.isEmpty()) {
      int start = from;
      int end = changes.removeFirst();
      List<List<ClassificationAnswer>> answers =
          people.stream().map(spans -> holding(spans, start)).toList();
      if (answers.stream().anyMatch(each -> !each.isEmpty())) {
        stretches.add(new Stretch(end - start, answers));
      }
      from = end;
    }
    return stretches;
  }

  private static List<ClassificationAnswer> holding(List<AnswerSpan> spans, int frame) {
    return spans.stream()
        .filter(span -> span.frames().from() <= frame && frame <= span.frames().to())
        .map(AnswerSpan::answer)
        .toList();
  }
}
