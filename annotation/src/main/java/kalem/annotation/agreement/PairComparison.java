package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.overlap.Similarity;

/**
 * Two labelings of one asset, matched one to one. Objects come first, then questions, then those
 * that name objects, then relations, as each asks what was matched before it.
 */
final class PairComparison {
  private final Labeling one;
  private final Labeling other;
  private final AgreementRules rules;
  private final OptionalInt frameTotal;
  private final AnswerSimilarity answers;
  private final ShapeSimilarity shapes;
  private final Counterparts counterparts = new Counterparts();
  private final Map<String, Map<Integer, MatchedPair>> matches = new HashMap<>();
  private final Map<String, Map<Integer, MatchedPair>> matchesOfOther = new HashMap<>();

  private PairComparison(
      Labeling one, Labeling other, AgreementRules rules, double diagonal, OptionalInt frameTotal) {
    this.one = one;
    this.other = other;
    this.rules = rules;
    this.frameTotal = frameTotal;
    this.answers = new AnswerSimilarity(rules);
    this.shapes = new ShapeSimilarity(new Similarity(diagonal), rules, answers);
  }

  /**
   * Matches two labelings.
   *
   * @param diagonal above 0, in pixels or voxels
   * @param frameTotal of a video
   */
  static PairComparison of(
      Labeling one,
      Labeling other,
      CategorySchema schema,
      AgreementRules rules,
      double diagonal,
      OptionalInt frameTotal) {
    PairComparison comparison = new PairComparison(one, other, rules, diagonal, frameTotal);
    schema.tools().forEach(comparison::objects);
    schema.classifications().stream()
        .filter(each -> each.kind() != ClassKind.INSTANCE)
        .forEach(comparison::questions);
    schema.classifications().stream()
        .filter(each -> each.kind() == ClassKind.INSTANCE)
        .forEach(comparison::questions);
    comparison.relations(schema);
    return comparison;
  }

  /** The matched labels of a class, none of them twice, all with similarities above 0. */
  List<MatchedPair> of(String schemaId) {
    return List.copyOf(matches.getOrDefault(schemaId, Map.of()).values());
  }

  /** The match of a label of the first labeling. */
  Optional<MatchedPair> ofOne(String schemaId, int place) {
    return Optional.ofNullable(matches.getOrDefault(schemaId, Map.of()).get(place));
  }

  /** The match of a label of the second labeling. */
  Optional<MatchedPair> ofOther(String schemaId, int place) {
    return Optional.ofNullable(matchesOfOther.getOrDefault(schemaId, Map.of()).get(place));
  }

  /**
   * How much both agree on a class, from 0 to 1: what is shared, of the larger number of labels. 1
   * where neither has any.
   */
  double share(String schemaId) {
    int most = Math.max(one.of(schemaId).size(), other.of(schemaId).size());
    double sum = of(schemaId).stream().mapToDouble(MatchedPair::similarity).sum();
    return most == 0 ? 1 : sum / most;
  }

  /** The mean over the classes that either has; 1 where there are none. */
  double share() {
    return one.schemaIds().stream()
        .filter(each -> !one.of(each).isEmpty() || !other.of(each).isEmpty())
        .mapToDouble(this::share)
        .average()
        .orElse(1);
  }

  private void match(String schemaId, List<MatchedPair> pairs) {
    List<Label> here = one.of(schemaId);
    List<Label> there = other.of(schemaId);
    Map<Integer, MatchedPair> ofOne = new LinkedHashMap<>();
    Map<Integer, MatchedPair> ofOther = new HashMap<>();
    matches.put(schemaId, ofOne);
    matchesOfOther.put(schemaId, ofOther);
    for (MatchedPair pair : Assignment.best(here.size(), there.size(), pairs)) {
      ofOne.put(pair.one(), pair);
      ofOther.put(pair.other(), pair);
      counterparts.add(
          here.get(pair.one()).objectId(), there.get(pair.other()).objectId(), pair.similarity());
    }
  }

  private void objects(SchemaClass owner) {
    String schemaId = owner.schemaId();
    if (owner.kind().isPainted()) {
      match(schemaId, painted(owner));
    } else if (frameTotal.isPresent()) {
      match(
          schemaId,
          TrackComparison.pairs(
              owner,
              one.of(schemaId).stream().map(label -> ((Label.Moving) label).track()).toList(),
              other.of(schemaId).stream().map(label -> ((Label.Moving) label).track()).toList(),
              shapes,
              frameTotal.getAsInt()));
    } else {
      match(schemaId, pageByPage(owner));
    }
  }

  private List<MatchedPair> pageByPage(SchemaClass owner) {
    List<MatchedPair> pairs = new ArrayList<>();
    Map<OptionalInt, List<Integer>> otherPages = other.placesByPage(owner.schemaId());
    one.placesByPage(owner.schemaId())
        .forEach(
            (page, places) ->
                pairs.addAll(onPage(owner, places, otherPages.getOrDefault(page, List.of()))));
    return pairs;
  }

  private List<MatchedPair> onPage(
      SchemaClass owner, List<Integer> places, List<Integer> otherPlaces) {
    List<ToolObject> here = objects(one, owner, places);
    List<ToolObject> there = objects(other, owner, otherPlaces);
    List<MatchedPair> pairs = new ArrayList<>();
    for (Candidates.Pair pair :
        Candidates.of(
            here.stream().map(ToolObject::geometry).toList(),
            there.stream().map(ToolObject::geometry).toList(),
            shapes.reach())) {
      ToolObject object = here.get(pair.one());
      ToolObject partner = there.get(pair.other());
      double alike = shapes.ofShapes(object.geometry(), partner.geometry());
      double similarity = shapes.withNested(owner, alike, object, partner);
      if (similarity > 0) {
        pairs.add(
            new MatchedPair(places.get(pair.one()), otherPlaces.get(pair.other()), similarity));
      }
    }
    return pairs;
  }

  private static List<ToolObject> objects(
      Labeling labeling, SchemaClass owner, List<Integer> places) {
    List<Label> labels = labeling.of(owner.schemaId());
    return places.stream().map(place -> ((Label.Shape) labels.get(place)).object()).toList();
  }

  private List<MatchedPair> painted(SchemaClass owner) {
    List<MatchedPair> pairs = new ArrayList<>();
    List<Label> here = one.of(owner.schemaId());
    List<Label> there = other.of(owner.schemaId());
    for (int i = 0; i < here.size(); i++) {
      for (int j = 0; j < there.size(); j++) {
        Label.Painted mask = (Label.Painted) here.get(i);
        Label.Painted partner = (Label.Painted) there.get(j);
        if (mask.place().equals(partner.place())) {
          double alike = mask.mask().similarity(partner.mask());
          if (alike > 0 && rules.of(owner.schemaId()).nested()) {
            alike *= answers.nested(owner, nested(mask), nested(partner));
          }
          if (alike > 0) {
            pairs.add(new MatchedPair(i, j, alike));
          }
        }
      }
    }
    return pairs;
  }

  private static List<ClassificationAnswer> nested(Label.Painted painted) {
    return painted.entries().stream().flatMap(entry -> entry.classifications().stream()).toList();
  }

  private void questions(SchemaClass question) {
    List<MatchedPair> pairs = new ArrayList<>();
    Map<OptionalInt, List<Integer>> otherPages = other.placesByPage(question.schemaId());
    one.placesByPage(question.schemaId())
        .forEach(
            (page, places) -> {
              for (int there : otherPages.getOrDefault(page, List.of())) {
                Label.Answered answered =
                    (Label.Answered) one.of(question.schemaId()).get(places.getFirst());
                Label.Answered partner = (Label.Answered) other.of(question.schemaId()).get(there);
                double similarity = similarity(question, answered, partner);
                if (similarity > 0) {
                  pairs.add(new MatchedPair(places.getFirst(), there, similarity));
                }
                single(question, answered, partner);
              }
            });
    match(question.schemaId(), pairs);
  }

  /** The mean over all frames on which either answers. */
  private double similarity(SchemaClass question, Label.Answered one, Label.Answered other) {
    double sum = 0;
    long frames = 0;
    for (TimedAnswers.Stretch stretch :
        TimedAnswers.stretches(List.of(one.spans(), other.spans()))) {
      frames += stretch.frames();
      sum +=
          stretch.frames()
              * answers.of(
                  question,
                  stretch.answers().getFirst(),
                  stretch.answers().getLast(),
                  counterparts::orNone);
    }
    return frames == 0 ? 0 : sum / frames;
  }

  /** Relations may end in single answers of several. */
  private void single(SchemaClass question, Label.Answered here, Label.Answered there) {
    if (question.multiple()) {
      for (MatchedPair pair :
          answers.pairs(question, here.entries(), there.entries(), counterparts::orNone)) {
        counterparts.add(
            here.entries().get(pair.one()).objectId(),
            there.entries().get(pair.other()).objectId(),
            pair.similarity());
      }
    }
  }

  /** Relations that end in relations wait for those; what ends in itself is never matched. */
  private void relations(CategorySchema schema) {
    Set<String> here = idsOfRelations(one, schema);
    Set<String> there = idsOfRelations(other, schema);
    Set<String> waiting = new HashSet<>(here);
    Set<String> otherWaiting = new HashSet<>(there);
    boolean goesOn = true;
    while (goesOn) {
      List<Label> ready = ready(one, schema, waiting);
      List<Label> otherReady = ready(other, schema, otherWaiting);
      for (SchemaClass owner : schema.relations()) {
        relations(owner, ready, otherReady);
      }
      ready.forEach(label -> waiting.remove(label.objectId()));
      otherReady.forEach(label -> otherWaiting.remove(label.objectId()));
      goesOn = !ready.isEmpty() && !otherReady.isEmpty();
    }
  }

  private static Set<String> idsOfRelations(Labeling labeling, CategorySchema schema) {
    Set<String> ids = new HashSet<>();
    schema
        .relations()
        .forEach(
            owner -> labeling.of(owner.schemaId()).forEach(label -> ids.add(label.objectId())));
    return ids;
  }

  private static List<Label> ready(Labeling labeling, CategorySchema schema, Set<String> waiting) {
    List<Label> ready = new ArrayList<>();
    for (SchemaClass owner : schema.relations()) {
      for (Label label : labeling.of(owner.schemaId())) {
        boolean isReady =
            waiting.contains(label.objectId())
                && ((Label.Tie) label)
                    .relation().link().ends().stream().noneMatch(waiting::contains);
        if (isReady) {
          ready.add(label);
        }
      }
    }
    return ready;
  }

  private void relations(SchemaClass owner, List<Label> ready, List<Label> otherReady) {
    List<Integer> places = places(one.of(owner.schemaId()), ready);
    List<Integer> otherPlaces = places(other.of(owner.schemaId()), otherReady);
    List<MatchedPair> pairs = new ArrayList<>(of(owner.schemaId()));
    boolean isNested = rules.of(owner.schemaId()).nested();
    new RelationComparison(counterparts)
        .pairs(
            relations(one, owner, places),
            relations(other, owner, otherPlaces),
            (here, there) ->
                isNested
                    ? answers.nested(owner, here.classifications(), there.classifications())
                    : 1)
        .forEach(
            pair ->
                pairs.add(
                    new MatchedPair(
                        places.get(pair.one()), otherPlaces.get(pair.other()), pair.similarity())));
    match(owner.schemaId(), pairs);
  }

  private static List<Relation> relations(
      Labeling labeling, SchemaClass owner, List<Integer> places) {
    List<Label> labels = labeling.of(owner.schemaId());
    return places.stream().map(place -> ((Label.Tie) labels.get(place)).relation()).toList();
  }

  private static List<Integer> places(List<Label> labels, List<Label> wanted) {
    Set<Label> chosen = new HashSet<>(wanted);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (chosen.contains(labels.get(i))) {
        places.add(i);
      }
    }
    return places;
  }
}
