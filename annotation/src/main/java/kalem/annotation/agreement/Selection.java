package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.agreement.JudgmentMatches.Place;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/**
 * Decides which labels go into an answer put together from several judgments. Labels of different
 * judgments that are the same thing form a cluster: answers to one question on one page, the pixels
 * of one class on one page, and objects that were matched, the most alike first, none of a judgment
 * twice.
 */
final class Selection {
  private static final double SAME_OBJECT = 0.5;
  private static final double EQUAL = 1 - 1e-9;

  private final CategorySchema schema;
  private final JudgmentMatches matches;
  private final Support support;
  private final AdjudicationMethod method;

  Selection(
      CategorySchema schema, JudgmentMatches matches, Support support, AdjudicationMethod method) {
    this.schema = schema;
    this.matches = matches;
    this.support = support;
    this.method = method;
  }

  interface Support {
    double of(String schemaId, Place place);
  }

  /** A label together with the judgment it is from. */
  record Member(Place place, Label label) {}

  /**
   * A label that goes into the answer.
   *
   * @param place the best supported of the labels that are this thing
   * @param label as it goes in: that label, or several united
   * @param members all labels that are this thing
   */
  record Chosen(String schemaId, Place place, Label label, List<Member> members) {
    Chosen {
      members = List.copyOf(members);
    }
  }

  /** The chosen labels of a class, in the order of the first judgment that has them. */
  List<Chosen> of(String schemaId) {
    SchemaClass owner = schema.find(schemaId).orElseThrow();
    List<Chosen> chosen = new ArrayList<>();
    for (List<Place> cluster : clusters(schemaId)) {
      Place best =
          cluster.stream()
              .max(
                  Comparator.<Place>comparingDouble(place -> support.of(schemaId, place))
                      .thenComparing(Comparator.comparingInt(Place::judgment).reversed()))
              .orElseThrow();
      if (isTaken(schemaId, best, cluster)) {
        List<Member> members =
            cluster.stream().map(each -> new Member(each, matches.label(schemaId, each))).toList();
        chosen.add(new Chosen(schemaId, best, joined(owner, best, members), members));
      }
    }
    return chosen;
  }

  private boolean isTaken(String schemaId, Place best, List<Place> cluster) {
    return switch (method) {
      case MAJORITY -> support.of(schemaId, best) > 0.5;
      case INTERSECTION -> isInAll(schemaId, best, cluster);
      default -> true;
    };
  }

  private boolean isInAll(String schemaId, Place best, List<Place> cluster) {
    boolean isAnswer = matches.label(schemaId, best) instanceof Label.Answered;
    return cluster.size() == matches.total() && (!isAnswer || support.of(schemaId, best) >= EQUAL);
  }

  private Label joined(SchemaClass owner, Place best, List<Member> members) {
    Label label = matches.label(owner.schemaId(), best);
    List<Label> labels = members.stream().map(Member::label).toList();
    return switch (method) {
      case MERGE -> Union.of(owner, label, labels);
      case INTERSECTION -> label instanceof Label.Painted painted ? common(painted, labels) : label;
      default -> label;
    };
  }

  private static Label common(Label.Painted painted, List<Label> labels) {
    PaintedMask mask = painted.mask();
    for (Label each : labels) {
      PaintedMask other = ((Label.Painted) each).mask();
      mask = mask.isLike(other) ? mask.intersection(other) : mask;
    }
    return new Label.Painted(painted.place(), mask, painted.entries());
  }

  private List<List<Place>> clusters(String schemaId) {
    List<Place> places = matches.places(schemaId);
    Label first = matches.label(schemaId, places.getFirst());
    return first instanceof Label.Answered || first instanceof Label.Painted
        ? byPage(schemaId, places)
        : byMatch(schemaId, places);
  }

  private List<List<Place>> byPage(String schemaId, List<Place> places) {
    Map<OptionalInt, List<Place>> byPage = new LinkedHashMap<>();
    for (Place place : places) {
      byPage
          .computeIfAbsent(matches.label(schemaId, place).page(), _ -> new ArrayList<>())
          .add(place);
    }
    return List.copyOf(byPage.values());
  }

  private List<List<Place>> byMatch(String schemaId, List<Place> places) {
    Map<Place, List<Place>> clusterOf = new LinkedHashMap<>();
    places.forEach(place -> clusterOf.put(place, new ArrayList<>(List.of(place))));
    double least = method == AdjudicationMethod.MAJORITY ? 0 : SAME_OBJECT;
    for (Edge edge : edges(schemaId, least)) {
      List<Place> one = clusterOf.get(edge.one);
      List<Place> other = clusterOf.get(edge.other);
      if (one != null && other != null && areOfDifferentJudgments(one, other)) {
        one.addAll(other);
        other.forEach(place -> clusterOf.put(place, one));
      }
    }
    List<List<Place>> clusters = new ArrayList<>();
    Set<Place> seen = new HashSet<>();
    for (Place place : places) {
      List<Place> cluster = clusterOf.getOrDefault(place, List.of());
      if (!seen.contains(place)) {
        seen.addAll(cluster);
        clusters.add(cluster.stream().sorted(Comparator.comparingInt(Place::judgment)).toList());
      }
    }
    return clusters;
  }

  private static boolean areOfDifferentJudgments(List<Place> one, List<Place> other) {
    Set<Integer> judgments = new HashSet<>();
    one.forEach(place -> judgments.add(place.judgment()));
    return other.stream().noneMatch(place -> judgments.contains(place.judgment()));
  }

  private record Edge(Place one, Place other, double similarity) {}

  /** The matches, most alike first; of equal ones those of earlier judgments. */
  private List<Edge> edges(String schemaId, double least) {
    List<Edge> edges = new ArrayList<>();
    for (int one = 0; one < matches.total(); one++) {
      for (int other = one + 1; other < matches.total(); other++) {
        for (MatchedPair pair : matches.between(one, other).of(schemaId)) {
          if (pair.similarity() >= least) {
            edges.add(
                new Edge(
                    new Place(one, pair.one()), new Place(other, pair.other()), pair.similarity()));
          }
        }
      }
    }
    edges.sort(Comparator.comparingDouble(Edge::similarity).reversed());
    return edges;
  }
}
