package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/** Compares labelings of one asset. Safe for several threads; two calls share nothing. */
public final class Agreement {
  private final CategorySchema schema;
  private final AgreementRules rules;
  private final AssetExtent asset;

  /**
   * Comparisons by the rules of a stage or project.
   *
   * @param schema of the labelings; what it does not know does not count
   */
  public Agreement(CategorySchema schema, AgreementRules rules, AssetExtent asset) {
    this.schema = schema;
    this.rules = rules;
    this.asset = asset;
  }

  /**
   * Scores judgments by each other (workflow section 11.2). Every two are compared, so ten take 45
   * comparisons.
   *
   * @param judgments in the order in which they were submitted, at least one
   */
  public Consensus consensus(List<Judgment> judgments) {
    if (judgments.isEmpty()) {
      throw new IllegalArgumentException("A consensus needs judgments");
    }
    List<Labeling> labelings = labelings(judgments);
    double diagonal = diagonal(judgments);
    List<List<PairComparison>> comparisons = new ArrayList<>();
    for (int j = 0; j < labelings.size(); j++) {
      List<PairComparison> withLater = new ArrayList<>();
      for (Labeling later : labelings.subList(j + 1, labelings.size())) {
        withLater.add(compare(labelings.get(j), later, diagonal));
      }
      comparisons.add(withLater);
    }
    return new Consensus(schema, rules, new JudgmentMatches(labelings, comparisons));
  }

  /** Scores an attempt at a task whose right answer is known (workflow section 12). */
  public BenchmarkScore benchmark(Judgment gold, Judgment attempt) {
    List<Judgment> both = List.of(gold, attempt);
    List<Labeling> labelings = labelings(both);
    PairComparison comparison = compare(labelings.getFirst(), labelings.getLast(), diagonal(both));
    List<ClassScore> classes = new ArrayList<>();
    List<LabelSupport> found = new ArrayList<>();
    List<LabelSupport> missed = new ArrayList<>();
    for (String schemaId : labelings.getFirst().schemaIds()) {
      List<Label> right = labelings.getFirst().of(schemaId);
      List<Label> given = labelings.getLast().of(schemaId);
      if (!right.isEmpty() || !given.isEmpty()) {
        classes.add(classScore(schemaId, comparison.share(schemaId)));
      }
      for (int i = 0; i < given.size(); i++) {
        Optional<MatchedPair> match = comparison.ofOther(schemaId, i);
        found.add(
            support(
                schemaId,
                given.get(i),
                match.map(MatchedPair::similarity).orElse(0.0),
                match.stream()
                    .map(
                        pair ->
                            new LabelMatch(0, right.get(pair.one()).objectId(), pair.similarity()))
                    .toList()));
      }
      for (int i = 0; i < right.size(); i++) {
        if (comparison.ofOne(schemaId, i).isEmpty()) {
          missed.add(support(schemaId, right.get(i), 0, List.of()));
        }
      }
    }
    return new BenchmarkScore(Score.ofShares(classes), classes, found, missed);
  }

  private static LabelSupport support(
      String schemaId, Label label, double support, List<LabelMatch> matches) {
    return new LabelSupport(schemaId, label.objectId(), label.page(), support, matches);
  }

  private ClassScore classScore(String schemaId, double share) {
    SchemaClass owner = schema.find(schemaId).orElseThrow();
    return new ClassScore(schemaId, owner.title(), owner.kind().key(), share);
  }

  private List<Labeling> labelings(List<Judgment> judgments) {
    return judgments.stream().map(each -> Labeling.of(each, schema, rules, asset)).toList();
  }

  private PairComparison compare(Labeling one, Labeling other, double diagonal) {
    return PairComparison.of(one, other, schema, rules, diagonal, asset.frameTotal());
  }

  private double diagonal(List<Judgment> judgments) {
    return asset.diagonal().stream()
        .filter(known -> known > 0)
        .findFirst()
        .orElseGet(() -> labeled(judgments));
  }

  private static double labeled(List<Judgment> judgments) {
    double diagonal =
        judgments.stream()
            .flatMap(judgment -> judgment.answer().tools().stream())
            .map(object -> Extent.of(object.geometry()))
            .map(extent -> Math.hypot(extent.right(), extent.bottom()))
            .reduce(0.0, Math::max);
    return diagonal > 0 ? diagonal : 1;
  }
}
