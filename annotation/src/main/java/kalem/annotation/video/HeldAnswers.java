package kalem.annotation.video;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kalem.annotation.answer.ClassificationAnswer;

/**
 * The answers nested in an object, carried from one key frame to the next: an answer holds until
 * the same question is answered again or switched off (editors section 6.6, rules 15 and 17).
 */
final class HeldAnswers {
  private HeldAnswers() {}

  /** What holds from a key frame on, given what held before. */
  static List<ClassificationAnswer> after(
      List<ClassificationAnswer> before, List<ClassificationAnswer> given) {
    if (given.equals(before)) {
      return before;
    }
    Map<String, List<ClassificationAnswer>> byQuestion = new LinkedHashMap<>();
    before.forEach(
        answer ->
            byQuestion.computeIfAbsent(answer.schemaId(), _ -> new ArrayList<>()).add(answer));
    given.forEach(answer -> byQuestion.put(answer.schemaId(), new ArrayList<>()));
    for (ClassificationAnswer answer : given) {
      if (!answer.marks().interpolationStopped()) {
        byQuestion.computeIfAbsent(answer.schemaId(), _ -> new ArrayList<>()).add(answer);
      }
    }
    return byQuestion.values().stream().flatMap(List::stream).toList();
  }

  /** What holds, and after it what ends on the key frame itself, so that its end is not lost. */
  static List<ClassificationAnswer> withEnds(
      List<ClassificationAnswer> held, List<ClassificationAnswer> given) {
    List<ClassificationAnswer> ends =
        given.stream().filter(answer -> answer.marks().interpolationStopped()).toList();
    return ends.isEmpty() ? held : Stream.concat(held.stream(), ends.stream()).toList();
  }
}
