package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.answer.Answer;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;

/** Short ways to write schemas and answers; apostrophes stand for quotes. */
final class Fixtures {
  /** An image whose diagonal is 1000: points are far from 20 on, lines from 50 on. */
  static final AssetExtent IMAGE = AssetExtent.image(new ImageSize(600, 800));

  private Fixtures() {}

  static String json(String withApostrophes) {
    return withApostrophes.replace('\'', '"');
  }

  static CategorySchema schema(String tools, String questions, String relations) {
    return CategorySchema.of(
        JsonText.parse(
            json(
                "{'tools':[%s],'classifications':[%s],'relations':[%s]}"
                    .formatted(tools, questions, relations))));
  }

  /** A class; further members begin with a comma. */
  static String owner(String kind, String schemaId, String further) {
    return "{'tool':'%s','schemaId':'%s','title':'%s'%s}"
        .formatted(kind, schemaId, schemaId, further);
  }

  static String owner(String kind, String schemaId) {
    return owner(kind, schemaId, "");
  }

  static AnswerBuilder answer() {
    return new AnswerBuilder();
  }

  static Agreement agreement(CategorySchema schema) {
    return new Agreement(schema, AgreementRules.STRICT, IMAGE);
  }

  static Agreement agreement(CategorySchema schema, String config) {
    return new Agreement(schema, AgreementRules.of(JsonText.parse(json(config))), IMAGE);
  }

  /** How much two judgments agree, on everything. */
  static double similarity(Agreement agreement, Judgment one, Judgment other) {
    return agreement.consensus(List.of(one, other)).pairwise().getFirst().getLast();
  }

  static List<Integer> scores(Consensus consensus) {
    return consensus.judgments().stream().map(JudgmentScore::score).toList();
  }

  /** Collects entries. */
  static final class AnswerBuilder {
    private final List<String> tools = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final List<String> relations = new ArrayList<>();

    /** An object; further members begin with a comma. */
    AnswerBuilder tool(String objectId, String schemaId, String kind, String value, String more) {
      tools.add(
          "{'objectId':'%s','schemaId':'%s','title':'%s','%s':%s%s}"
              .formatted(objectId, schemaId, schemaId, kind, value, more));
      return this;
    }

    AnswerBuilder box(String objectId, double x, double y, double width, double height) {
      return tool(objectId, "box", "bounding-box", rectangle(x, y, width, height), "");
    }

    AnswerBuilder question(String schemaId, String kind, String value) {
      return question(schemaId + "-" + questions.size(), schemaId, kind, value, "");
    }

    AnswerBuilder question(
        String objectId, String schemaId, String kind, String value, String more) {
      questions.add(
          "{'objectId':'%s','schemaId':'%s','tool':'%s','title':'%s','answer':%s%s}"
              .formatted(objectId, schemaId, kind, schemaId, value, more));
      return this;
    }

    AnswerBuilder relation(String objectId, String schemaId, String members) {
      relations.add(
          "{'objectId':'%s','schemaId':'%s','title':'%s',%s}"
              .formatted(objectId, schemaId, schemaId, members));
      return this;
    }

    Answer build() {
      return Answer.parse(
          json(
              "{'tools':[%s],'classifications':[%s],'relations':[%s]}"
                  .formatted(
                      String.join(",", tools),
                      String.join(",", questions),
                      String.join(",", relations))));
    }

    Judgment judgment() {
      return Judgment.of(build());
    }
  }

  static String rectangle(double x, double y, double width, double height) {
    return "{'x':%s,'y':%s,'width':%s,'height':%s}".formatted(x, y, width, height);
  }
}
