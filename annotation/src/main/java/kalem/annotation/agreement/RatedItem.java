package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.video.AnswerSpan;

/**
 * One thing that several people put into categories: a question on a page, or on a stretch of a
 * video on which no answer changes.
 *
 * @param categories one of each person, in the order of the judgments; empty where there is none
 */
public record RatedItem(List<Optional<String>> categories) {
  public RatedItem {
    categories = List.copyOf(categories);
  }

  static List<RatedItem> of(
      SchemaClass question, JudgmentMatches matches, AnswerSimilarity answers) {
    Set<OptionalInt> pages =
        new TreeSet<>(Comparator.comparingInt((OptionalInt page) -> page.orElse(-1)));
    matches
        .labelings()
        .forEach(
            labeling -> labeling.of(question.schemaId()).forEach(label -> pages.add(label.page())));
    List<RatedItem> items = new ArrayList<>();
    for (OptionalInt page : pages) {
      List<List<AnswerSpan>> spans =
          matches.labelings().stream()
              .map(labeling -> spans(labeling.of(question.schemaId()), page))
              .toList();
      for (TimedAnswers.Stretch stretch : TimedAnswers.stretches(spans)) {
        items.add(of(question, stretch.answers(), answers));
      }
    }
    return items;
  }

  private static List<AnswerSpan> spans(List<Label> labels, OptionalInt page) {
    return labels.stream()
        .filter(label -> label.page().equals(page))
        .flatMap(label -> ((Label.Answered) label).spans().stream())
        .toList();
  }

  private static RatedItem of(
      SchemaClass question, List<List<ClassificationAnswer>> given, AnswerSimilarity answers) {
    List<Optional<String>> categories = new ArrayList<>();
    for (List<ClassificationAnswer> each : given) {
      categories.add(
          each.isEmpty() ? Optional.empty() : Optional.of(answers.category(question, each)));
    }
    return new RatedItem(categories);
  }
}
