package kalem.formats.voc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.formats.FormatReport;
import kalem.formats.image.RowImage;

/** Which boxes of a picture are parts of others: those that a relation called part leads to. */
final class Parts {
  /** The title of such a relation, in upper or lower case. */
  static final String TITLE = "part";

  private final Map<String, List<BoxedObject>> byWhole = new HashMap<>();
  private final Set<String> parts = new HashSet<>();

  static Parts of(RowImage image, List<BoxedObject> boxes, FormatReport report) {
    Parts found = new Parts();
    List<Relation> relations = image.row().answer().relations();
    if (relations.isEmpty()) {
      return found;
    }
    Map<String, BoxedObject> byId = new HashMap<>();
    boxes.forEach(each -> byId.putIfAbsent(each.id(), each));
    for (Relation relation : relations) {
      boolean isPart = relation.title().equalsIgnoreCase(TITLE) && found.add(relation.link(), byId);
      if (!isPart) {
        report.leftOut(
            "A relation that leads from no object to parts of it has no place in VOC.",
            image.name() + ": " + relation.objectId());
      }
    }
    return found;
  }

  private boolean add(Link link, Map<String, BoxedObject> byId) {
    return switch (link) {
      case Link.Single(String from, String to, String _) -> add(from, List.of(to), byId);
      case Link.OneToMany(String from, List<String> members, String _) -> add(from, members, byId);
      case Link.Group _ -> false;
    };
  }

  private boolean add(String whole, List<String> members, Map<String, BoxedObject> byId) {
    List<BoxedObject> found =
        members.stream()
            .filter(id -> !id.equals(whole))
            .map(id -> Optional.ofNullable(byId.get(id)))
            .flatMap(Optional::stream)
            .filter(each -> !byWhole.containsKey(each.id()))
            .toList();
    // A part has no parts of its own in VOC.
    if (!byId.containsKey(whole) || parts.contains(whole) || found.size() != members.size()) {
      return false;
    }
    for (BoxedObject part : found) {
      if (parts.add(part.id())) {
        byWhole.computeIfAbsent(whole, _ -> new ArrayList<>()).add(part);
      }
    }
    return true;
  }

  boolean isPart(BoxedObject object) {
    return parts.contains(object.id());
  }

  /** The parts of an object. */
  List<BoxedObject> of(BoxedObject object) {
    return byWhole.getOrDefault(object.id(), List.of());
  }
}
