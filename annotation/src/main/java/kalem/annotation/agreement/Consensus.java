package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kalem.annotation.agreement.JudgmentMatches.Place;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/** What the judgments of one task say about each other (workflow section 11). Immutable. */
public final class Consensus {
  private final CategorySchema schema;
  private final AgreementRules rules;
  private final JudgmentMatches matches;
  private final List<JudgmentScore> judgments;

  Consensus(CategorySchema schema, AgreementRules rules, JudgmentMatches matches) {
    this.schema = schema;
    this.rules = rules;
    this.matches = matches;
    List<JudgmentScore> scored = new ArrayList<>();
    for (int judgment = 0; judgment < matches.total(); judgment++) {
      scored.add(score(judgment));
    }
    this.judgments = List.copyOf(scored);
  }

  private JudgmentScore score(int judgment) {
    List<ClassScore> classes = new ArrayList<>();
    List<LabelSupport> labels = new ArrayList<>();
    for (String schemaId : matches.schemaIds()) {
      int count = matches.labelings().get(judgment).of(schemaId).size();
      double sum = 0;
      for (int label = 0; label < count; label++) {
        LabelSupport support = support(schemaId, new Place(judgment, label));
        labels.add(support);
        sum += support.support();
      }
      double share = count == 0 ? matches.shareWithout(schemaId) : sum / count;
      classes.add(classScore(schemaId, share));
    }
    return new JudgmentScore(Score.ofShares(classes), classes, labels);
  }

  private LabelSupport support(String schemaId, Place place) {
    Label label = matches.label(schemaId, place);
    List<LabelMatch> found = new ArrayList<>();
    double sum = 1;
    for (int judgment = 0; judgment < matches.total(); judgment++) {
      if (judgment != place.judgment()) {
        int partner = judgment;
        boolean isFirst = place.judgment() < judgment;
        matches
            .match(schemaId, place, judgment)
            .ifPresent(
                pair ->
                    found.add(
                        new LabelMatch(
                            partner,
                            matches
                                .label(
                                    schemaId,
                                    new Place(partner, isFirst ? pair.other() : pair.one()))
                                .objectId(),
                            pair.similarity())));
      }
    }
    for (LabelMatch match : found) {
      sum += match.similarity();
    }
    return new LabelSupport(schemaId, label.objectId(), label.page(), sum / matches.total(), found);
  }

  private ClassScore classScore(String schemaId, double share) {
    SchemaClass owner = schema.find(schemaId).orElseThrow();
    return new ClassScore(schemaId, owner.title(), owner.kind().key(), share);
  }

  /** The score of each judgment, in the order in which they were given. */
  public List<JudgmentScore> judgments() {
    return judgments;
  }

  /** The place of the judgment with the highest score; of equal ones the earliest. */
  public int best() {
    int best = 0;
    for (int judgment = 1; judgment < judgments.size(); judgment++) {
      if (judgments.get(judgment).score() > judgments.get(best).score()) {
        best = judgment;
      }
    }
    return best;
  }

  /**
   * How much each two judgments agree, from 0 to 1: a row for each, 1 where a judgment meets
   * itself.
   */
  public List<List<Double>> pairwise() {
    List<List<Double>> rows = new ArrayList<>();
    for (int one = 0; one < judgments.size(); one++) {
      List<Double> row = new ArrayList<>();
      for (int other = 0; other < judgments.size(); other++) {
        row.add(one == other ? 1 : matches.between(one, other).share());
      }
      rows.add(List.copyOf(row));
    }
    return List.copyOf(rows);
  }

  /** The measure of older reports (workflow section 11.4). */
  public LegacyAgreement legacy() {
    return LegacyAgreement.of(schema, matches);
  }

  /**
   * The answers to each question that anybody answered, by schema id, as {@link RaterStatistics}
   * needs them; what several tasks give is put one after the other.
   */
  public Map<String, List<RatedItem>> ratings() {
    Map<String, List<RatedItem>> ratings = new LinkedHashMap<>();
    AnswerSimilarity answers = new AnswerSimilarity(rules);
    for (SchemaClass question : schema.classifications()) {
      List<RatedItem> items = RatedItem.of(question, matches, answers);
      if (!items.isEmpty()) {
        ratings.put(question.schemaId(), items);
      }
    }
    return ratings;
  }

  /**
   * Makes the new answer of the task (workflow section 4.10).
   *
   * @param entered the task as it came into the stage
   * @param newObjectId makes an id where two labels of different judgments have the same one
   */
  public Adjudication adjudicate(
      AdjudicationMethod method, Judgment entered, Supplier<String> newObjectId) {
    return switch (method) {
      case BEST -> chosen(best());
      case LAST -> chosen(judgments.size() - 1);
      case NONE -> Adjudication.unchanged(entered, judgments.get(best()).classes());
      case MAJORITY, MERGE, INTERSECTION -> composed(method, newObjectId);
    };
  }

  private Adjudication chosen(int judgment) {
    return Adjudication.chosen(
        matches.labelings().get(judgment).judgment(), judgment, judgments.get(judgment).classes());
  }

  private Adjudication composed(AdjudicationMethod method, Supplier<String> newObjectId) {
    Selection selection = new Selection(schema, matches, this::supportOf, method);
    Composition composition = new Composition(schema, newObjectId);
    List<ClassScore> classes = new ArrayList<>();
    for (String schemaId : matches.schemaIds()) {
      List<Selection.Chosen> chosen = selection.of(schemaId);
      chosen.forEach(composition::add);
      double share =
          chosen.stream()
              .mapToDouble(each -> supportOf(schemaId, each.place()))
              .average()
              .orElseGet(() -> matches.shareWithout(schemaId));
      classes.add(classScore(schemaId, share));
    }
    return Adjudication.composed(composition.judgment(), classes);
  }

  private double supportOf(String schemaId, Place place) {
    double sum = 1;
    for (int judgment = 0; judgment < matches.total(); judgment++) {
      if (judgment != place.judgment()) {
        sum += matches.match(schemaId, place, judgment).map(MatchedPair::similarity).orElse(0.0);
      }
    }
    return sum / matches.total();
  }

  /**
   * The least average that the best judgment can end with, 0 to 100, whatever is still submitted.
   *
   * @param total number of judgments in the end
   */
  public int leastBestScore(int total) {
    double best =
        judgments.stream()
            .mapToDouble(
                each -> each.classes().stream().mapToDouble(ClassScore::share).average().orElse(1))
            .max()
            .orElse(0);
    // Each class is rounded down before the average is, which costs less than a percent.
    return Score.percent(best * matches.total() / total - 0.01);
  }
}
