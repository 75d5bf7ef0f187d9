package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import kalem.annotation.agreement.JudgmentMatches.Place;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/**
 * Pairwise agreement as older reports have it (workflow section 11.4), from 0 to 1.
 *
 * @param questions of each question, by schema id: the share of the others with the same answer,
 *     the mean over those who answered
 * @param objects the mean overlap over all pairs of judgments and all classes of objects that
 *     either has, where what has no match counts as 0; empty when there are no two judgments with
 *     objects
 */
public record LegacyAgreement(Map<String, Double> questions, OptionalDouble objects) {
  private static final double EQUAL = 1 - 1e-9;

  public LegacyAgreement {
    questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
  }

  static LegacyAgreement of(CategorySchema schema, JudgmentMatches matches) {
    Map<String, Double> questions = new LinkedHashMap<>();
    for (SchemaClass question : schema.classifications()) {
      List<Place> places = matches.places(question.schemaId());
      if (matches.total() > 1 && !places.isEmpty()) {
        double sum = 0;
        for (Place place : places) {
          sum += same(question.schemaId(), place, matches) / (matches.total() - 1.0);
        }
        questions.put(question.schemaId(), sum / places.size());
      }
    }
    return new LegacyAgreement(questions, objects(schema, matches));
  }

  private static int same(String schemaId, Place place, JudgmentMatches matches) {
    int same = 0;
    for (int judgment = 0; judgment < matches.total(); judgment++) {
      if (judgment != place.judgment()) {
        same +=
            matches
                    .match(schemaId, place, judgment)
                    .filter(pair -> pair.similarity() >= EQUAL)
                    .isPresent()
                ? 1
                : 0;
      }
    }
    return same;
  }

  private static OptionalDouble objects(CategorySchema schema, JudgmentMatches matches) {
    List<Double> shares = new ArrayList<>();
    for (SchemaClass owner : schema.tools()) {
      String schemaId = owner.schemaId();
      for (int one = 0; one < matches.total(); one++) {
        for (int other = one + 1; other < matches.total(); other++) {
          boolean isLabeled =
              !matches.labelings().get(one).of(schemaId).isEmpty()
                  || !matches.labelings().get(other).of(schemaId).isEmpty();
          if (isLabeled) {
            shares.add(matches.between(one, other).share(schemaId));
          }
        }
      }
    }
    return shares.stream().mapToDouble(Double::doubleValue).average();
  }

  /** Of several tasks: for each question the mean over the tasks that ask it. */
  public static LegacyAgreement of(List<LegacyAgreement> tasks) {
    Map<String, List<Double>> questions = new LinkedHashMap<>();
    for (LegacyAgreement task : tasks) {
      task.questions.forEach(
          (schemaId, share) ->
              questions.computeIfAbsent(schemaId, _ -> new ArrayList<>()).add(share));
    }
    Map<String, Double> means = new LinkedHashMap<>();
    questions.forEach((schemaId, shares) -> means.put(schemaId, mean(shares).orElse(0)));
    return new LegacyAgreement(
        means, tasks.stream().flatMapToDouble(task -> task.objects.stream()).average());
  }

  /** The mean over all questions; empty when there are none. */
  public OptionalDouble answers() {
    return mean(List.copyOf(questions.values()));
  }

  private static OptionalDouble mean(List<Double> shares) {
    return shares.stream().mapToDouble(Double::doubleValue).average();
  }
}
