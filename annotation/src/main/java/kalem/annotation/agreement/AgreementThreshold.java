package kalem.annotation.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * From which scores on judgments count as agreeing (workflow section 4.10). What is decided is what
 * is shown: the scores rounded down.
 *
 * @param byClass percents by schema id; when empty the average decides
 * @param otherwise percent that the average must reach
 */
public record AgreementThreshold(Map<String, Double> byClass, double otherwise) {
  private static final double DEFAULT = 70;

  public AgreementThreshold {
    byClass = Map.copyOf(byClass);
  }

  /**
   * Reads {@code {threshold: {id: percent}, defaultThreshold: percent}}; what is missing or no
   * number is left out.
   */
  public static AgreementThreshold of(JsonNode config) {
    Map<String, Double> byClass = new HashMap<>();
    config
        .path("threshold")
        .propertyStream()
        .filter(each -> each.getValue().isNumber())
        .forEach(each -> byClass.put(each.getKey(), each.getValue().doubleValue()));
    JsonNode otherwise = config.path("defaultThreshold");
    return new AgreementThreshold(
        byClass, otherwise.isNumber() ? otherwise.doubleValue() : DEFAULT);
  }

  /** Whether the task leaves by Agreement. A listed class that no judgment has does not count. */
  public boolean isReached(Adjudication adjudication) {
    return byClass.isEmpty()
        ? adjudication.average() >= otherwise
        : isReached(adjudication.detailed());
  }

  private boolean isReached(List<ClassScore> scores) {
    return scores.stream()
        .allMatch(each -> each.score() >= byClass.getOrDefault(each.schemaId(), 0.0));
  }

  /**
   * Whether agreement is certain before all judgments are in, so that the rest can be spared. Only
   * where the average of the best judgment decides is that ever known.
   *
   * @param soFar of the judgments that are in
   * @param total number of judgments in the end
   */
  public boolean isCertain(AdjudicationMethod method, Consensus soFar, int total) {
    return method == AdjudicationMethod.BEST
        && byClass.isEmpty()
        && soFar.leastBestScore(total) >= otherwise;
  }
}
