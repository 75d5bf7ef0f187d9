package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.EntryKey;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.CategorySchema;

/**
 * One answer out of labels of several judgments: ids are made unique, and relations and answers
 * that name objects name those that went in.
 */
final class Composition {
  private final Supplier<String> newObjectId;
  private final Renaming renaming;
  private final Set<String> used = new HashSet<>();
  private final List<Taken> taken = new ArrayList<>();
  private final Map<PaintedPlace, PaintedMask> masks = new HashMap<>();

  Composition(CategorySchema schema, Supplier<String> newObjectId) {
    this.newObjectId = newObjectId;
    this.renaming = new Renaming(schema);
  }

  /** An entry, the judgment it is from, and the new ids of itself and its nested answers. */
  private record Taken(int judgment, Entry entry, Map<String, String> ids) {}

  void add(Selection.Chosen chosen) {
    int judgment = chosen.place().judgment();
    Map<String, String> ids = new HashMap<>();
    Set<EntryKey> seen = new HashSet<>();
    for (Entry entry : chosen.label().entries()) {
      // Entries of a track share their ids; one of another judgment only happens to have the same.
      Map<String, String> own = seen.add(entry.key()) ? ids : new HashMap<>();
      entry.objectIds().forEach(id -> own.computeIfAbsent(id, this::unique));
      taken.add(new Taken(judgment, entry, own));
    }
    ids.forEach((before, after) -> renaming.put(judgment, before, after));
    String id = ids.get(chosen.label().objectId());
    if (id != null) {
      for (Selection.Member member : chosen.members()) {
        renaming.put(member.place().judgment(), member.label().objectId(), id);
      }
    }
    if (chosen.label() instanceof Label.Painted painted && !painted.mask().runs().isEmpty()) {
      masks.put(painted.place(), painted.mask());
    }
  }

  private String unique(String id) {
    String unused = id;
    while (!used.add(unused)) {
      unused = newObjectId.get();
    }
    return unused;
  }

  /** Everything that went in. */
  Judgment judgment() {
    List<ToolObject> tools = new ArrayList<>();
    List<ClassificationAnswer> answers = new ArrayList<>();
    List<Relation> relations = new ArrayList<>();
    for (Taken each : taken) {
      switch (each.entry) {
        case ToolObject object -> tools.add(renaming.object(each.judgment, object, each.ids));
        case ClassificationAnswer answer ->
            renaming.answer(each.judgment, answer, each.ids).ifPresent(answers::add);
        case Relation relation ->
            renaming.relation(each.judgment, relation, each.ids).ifPresent(relations::add);
      }
    }
    return new Judgment(new Answer(tools, answers, whole(tools, answers, relations)), masks);
  }

  /** The relations whose ends all went in; one may end in another that did not. */
  private static List<Relation> whole(
      List<ToolObject> tools, List<ClassificationAnswer> answers, List<Relation> relations) {
    Set<String> there = new Answer(tools, answers, relations).objectIds();
    List<Relation> left =
        relations.stream()
            .flatMap(
                relation -> {
                  Set<String> gone =
                      relation.link().ends().stream()
                          .filter(end -> !there.contains(end))
                          .collect(Collectors.toSet());
                  return relation
                      .link()
                      .without(gone)
                      .map(link -> Renaming.withLink(relation, link))
                      .stream();
                })
            .toList();
    return left.size() == relations.size() ? left : whole(tools, answers, left);
  }
}
