package kalem.annotation.agreement;

import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.overlap.Similarity;

/** How alike two objects are, with their nested answers where these count. */
final class ShapeSimilarity {
  private final Similarity similarity;
  private final AgreementRules rules;
  private final AnswerSimilarity answers;

  ShapeSimilarity(Similarity similarity, AgreementRules rules, AnswerSimilarity answers) {
    this.similarity = similarity;
    this.rules = rules;
    this.answers = answers;
  }

  /** How far apart points and lines may be and still be alike, in pixels or voxels. */
  double reach() {
    return similarity.reach();
  }

  /** Shapes that are equal are alike, also where no rule could compare them. */
  double ofShapes(Geometry one, Geometry other) {
    if (one.equals(other)) {
      return 1;
    }
    double alike = similarity.of(one, other);
    // Numbers near the end of the doubles make no number.
    return alike > 0 ? Math.min(alike, 1) : 0;
  }

  /**
   * A similarity of shapes, times that of the nested answers.
   *
   * @param shapes the similarity of their shapes
   */
  double withNested(SchemaClass owner, double shapes, ToolObject one, ToolObject other) {
    return shapes > 0 && rules.of(owner.schemaId()).nested()
        ? shapes * answers.nested(owner, one.classifications(), other.classifications())
        : shapes;
  }
}
