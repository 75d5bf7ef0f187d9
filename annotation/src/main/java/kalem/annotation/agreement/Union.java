package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.video.AnswerSpan;

/** Unites what several judgments say about one thing, where it can be united at all. */
final class Union {
  private Union() {}

  /**
   * All pixels that any judgment painted; all chosen options; all answers to a question that takes
   * several, unless they name objects. Of other labels, and of answers that change through a video,
   * the best one stays as it is.
   */
  static Label of(SchemaClass owner, Label best, List<Label> all) {
    return switch (best) {
      case Label.Painted painted -> painted(painted, all);
      case Label.Answered answered when isAtOneTime(answered, all) ->
          answered(owner, answered, all);
      default -> best;
    };
  }

  private static Label painted(Label.Painted best, List<Label> all) {
    PaintedMask mask = best.mask();
    for (Label each : all) {
      mask = mask.union(((Label.Painted) each).mask());
    }
    return new Label.Painted(best.place(), mask, best.entries());
  }

  private static boolean isAtOneTime(Label.Answered best, List<Label> all) {
    return all.stream()
        .flatMap(each -> ((Label.Answered) each).spans().stream())
        .map(AnswerSpan::frames)
        .allMatch(best.spans().getFirst().frames()::equals);
  }

  private static Label answered(SchemaClass question, Label.Answered best, List<Label> all) {
    List<ClassificationAnswer> entries = best.entries();
    for (Label each : all) {
      List<ClassificationAnswer> others = ((Label.Answered) each).entries();
      if (question.multiple() && question.kind() != ClassKind.INSTANCE) {
        entries = withMissing(entries, others);
      } else if (isSet(question)) {
        entries = List.of(united(question, entries.getLast(), others.getLast()));
      }
    }
    return new Label.Answered(best.page(), entries, best.spans());
  }

  private static boolean isSet(SchemaClass question) {
    return switch (question.kind()) {
      case CHECKBOX, MULTI_DROPDOWN -> true;
      case TREE_DROPDOWN -> !question.settings().singleSelect();
      default -> false;
    };
  }

  /** As often as an answer was given most, it is given in the end. */
  private static List<ClassificationAnswer> withMissing(
      List<ClassificationAnswer> entries, List<ClassificationAnswer> others) {
    List<AnswerValue> left =
        new ArrayList<>(entries.stream().map(ClassificationAnswer::answer).toList());
    List<ClassificationAnswer> all = new ArrayList<>(entries);
    others.stream().filter(other -> !left.remove(other.answer())).forEach(all::add);
    return all;
  }

  private static ClassificationAnswer united(
      SchemaClass question, ClassificationAnswer one, ClassificationAnswer other) {
    Set<String> chosen = new LinkedHashSet<>(one.answer().values());
    if (!chosen.addAll(other.answer().values())) {
      return one;
    }
    Stream<String> known = question.options().stream().map(Option::value).filter(chosen::contains);
    Set<String> values = new LinkedHashSet<>(known.toList());
    values.addAll(chosen);
    Set<String> answered = new HashSet<>();
    one.classifications().forEach(each -> answered.add(each.schemaId()));
    List<ClassificationAnswer> nested = new ArrayList<>(one.classifications());
    other.classifications().stream()
        .filter(each -> !answered.contains(each.schemaId()))
        .forEach(nested::add);
    return new ClassificationAnswer(
        one.objectId(),
        one.schemaId(),
        one.tool(),
        one.title(),
        new AnswerValue.Several(List.copyOf(values)),
        one.marks(),
        nested,
        one.metadata(),
        one.extras());
  }
}
