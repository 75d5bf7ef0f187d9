package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.video.AnswerSpan;
import kalem.annotation.video.AnswerSteps;
import kalem.annotation.video.FrameRange;
import kalem.annotation.video.Track;
import kalem.annotation.video.Tracks;

/** A judgment as the labels of each class that counts; entries of unknown classes do not. */
final class Labeling {
  private final Judgment judgment;
  private final Map<String, List<Label>> labels = new LinkedHashMap<>();

  private Labeling(Judgment judgment) {
    this.judgment = judgment;
  }

  static Labeling of(
      Judgment judgment, CategorySchema schema, AgreementRules rules, AssetExtent extent) {
    Labeling labeling = new Labeling(judgment);
    Answer answer = judgment.answer();
    Map<String, List<ToolObject>> tools = byClass(answer.tools());
    Map<String, List<ClassificationAnswer>> answers = byClass(answer.classifications());
    scored(schema.tools(), rules)
        .forEach(
            each -> {
              List<ToolObject> own = tools.getOrDefault(each.schemaId(), List.of());
              labeling.put(each, labeling.objects(each, own, extent.frameTotal()));
            });
    scored(schema.classifications(), rules)
        .forEach(
            each -> {
              List<ClassificationAnswer> own = answers.getOrDefault(each.schemaId(), List.of());
              labeling.put(each, answered(own, schema, extent.frameTotal()));
            });
    scored(schema.relations(), rules)
        .forEach(
            each ->
                labeling.put(
                    each,
                    answer.relations().stream()
                        .filter(relation -> relation.schemaId().equals(each.schemaId()))
                        .<Label>map(Label.Tie::new)
                        .toList()));
    return labeling;
  }

  private static Stream<SchemaClass> scored(List<SchemaClass> classes, AgreementRules rules) {
    return classes.stream().filter(each -> !rules.ignoredSchemaIds().contains(each.schemaId()));
  }

  private static <E extends Entry> Map<String, List<E>> byClass(List<E> entries) {
    Map<String, List<E>> byClass = new LinkedHashMap<>();
    entries.forEach(
        entry -> byClass.computeIfAbsent(entry.schemaId(), _ -> new ArrayList<>()).add(entry));
    return byClass;
  }

  private void put(SchemaClass owner, List<Label> found) {
    labels.put(owner.schemaId(), found);
  }

  private List<Label> objects(SchemaClass owner, List<ToolObject> own, OptionalInt frameTotal) {
    if (owner.kind().isPainted()) {
      return painted(owner, own);
    }
    return frameTotal.isPresent()
        ? moving(own)
        : own.stream().<Label>map(Label.Shape::new).toList();
  }

  private List<Label> painted(SchemaClass owner, List<ToolObject> own) {
    return judgment.masks().entrySet().stream()
        .filter(each -> each.getKey().schemaId().equals(owner.schemaId()))
        .filter(each -> !each.getValue().runs().isEmpty())
        .sorted(Comparator.comparingInt(each -> each.getKey().page()))
        .<Label>map(
            each -> {
              int page = each.getKey().page();
              List<ToolObject> here =
                  own.stream().filter(entry -> entry.pageOrFirst() == page).toList();
              return new Label.Painted(each.getKey(), each.getValue(), here);
            })
        .toList();
  }

  private static List<Label> moving(List<ToolObject> own) {
    Map<String, List<ToolObject>> byId = new LinkedHashMap<>();
    own.forEach(each -> byId.computeIfAbsent(each.objectId(), _ -> new ArrayList<>()).add(each));
    List<Label> labels = new ArrayList<>();
    for (Track track : Tracks.of(own).tracks()) {
      labels.add(new Label.Moving(track, byId.getOrDefault(track.objectId(), List.of())));
    }
    return labels;
  }

  private static List<Label> answered(
      List<ClassificationAnswer> own, CategorySchema schema, OptionalInt frameTotal) {
    List<Label> labels = new ArrayList<>();
    if (frameTotal.isPresent()) {
      List<AnswerSpan> spans = spans(own, schema, frameTotal.getAsInt());
      if (!spans.isEmpty()) {
        labels.add(new Label.Answered(OptionalInt.empty(), own, spans));
      }
      return labels;
    }
    Map<OptionalInt, List<ClassificationAnswer>> byPage = new LinkedHashMap<>();
    own.stream()
        .filter(each -> !each.marks().interpolationStopped())
        .forEach(
            each -> byPage.computeIfAbsent(each.marks().page(), _ -> new ArrayList<>()).add(each));
    FrameRange always = new FrameRange(0, 0);
    byPage.forEach(
        (page, here) ->
            labels.add(
                new Label.Answered(
                    page, here, here.stream().map(each -> new AnswerSpan(each, always)).toList())));
    return labels;
  }

  private static List<AnswerSpan> spans(
      List<ClassificationAnswer> own, CategorySchema schema, int frameTotal) {
    FrameRange always = new FrameRange(0, Math.max(0, frameTotal - 1));
    return Stream.concat(
            own.stream()
                .filter(each -> each.marks().page().isEmpty())
                .filter(each -> !each.marks().interpolationStopped())
                .map(each -> new AnswerSpan(each, always)),
            AnswerSteps.of(own, schema).spans(frameTotal).stream())
        .toList();
  }

  Judgment judgment() {
    return judgment;
  }

  /** The classes that count, in the order of the schema. */
  List<String> schemaIds() {
    return List.copyOf(labels.keySet());
  }

  List<Label> of(String schemaId) {
    return labels.getOrDefault(schemaId, List.of());
  }

  /** The places of the labels of a class, page by page. */
  Map<OptionalInt, List<Integer>> placesByPage(String schemaId) {
    List<Label> own = of(schemaId);
    Map<OptionalInt, List<Integer>> places = new LinkedHashMap<>();
    IntStream.range(0, own.size())
        .forEach(
            place ->
                places
                    .computeIfAbsent(firstIfNone(own.get(place)), _ -> new ArrayList<>())
                    .add(place));
    return places;
  }

  /** An object without a page is on the first one; an answer without a page is one to all pages. */
  private static OptionalInt firstIfNone(Label label) {
    return label instanceof Label.Shape shape
        ? OptionalInt.of(shape.object().pageOrFirst())
        : label.page();
  }
}
