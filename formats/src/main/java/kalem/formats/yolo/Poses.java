package kalem.formats.yolo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.formats.FormatReport;
import kalem.formats.image.ClassOrder;
import kalem.formats.image.RowImage;

/** Which points go with which object: those that one group relation holds together. */
final class Poses {
  private final int size;
  private final Map<String, List<Optional<ToolObject>>> pointsByObject = new HashMap<>();
  private final Set<String> points = new HashSet<>();

  private Poses(int size) {
    this.size = size;
  }

  static Poses of(RowImage image, ClassOrder order, FormatReport report) {
    Poses poses = new Poses(order.points().size());
    List<Relation> relations = image.row().answer().relations();
    if (relations.isEmpty()) {
      return poses;
    }
    Map<String, ToolObject> byId = new HashMap<>();
    image.objects().forEach(each -> byId.putIfAbsent(each.objectId(), each));
    for (Relation relation : relations) {
      boolean isPose =
          relation.link() instanceof Link.Group(List<String> ids)
              && poses.add(ids, byId, image, order, report);
      if (!isPose) {
        report.leftOut(
            "A relation that is no group of one box and points has no place in YOLO pose.",
            image.name() + ": " + relation.objectId());
      }
    }
    return poses;
  }

  private boolean add(
      List<String> ids,
      Map<String, ToolObject> byId,
      RowImage image,
      ClassOrder order,
      FormatReport report) {
    List<ToolObject> members =
        ids.stream()
            .map(id -> Optional.ofNullable(byId.get(id)))
            .flatMap(Optional::stream)
            .toList();
    Optional<ToolObject> box =
        members.stream()
            .filter(each -> hasBox(each) && !pointsByObject.containsKey(each.objectId()))
            .findFirst();
    if (box.isEmpty()) {
      return false;
    }
    List<Optional<ToolObject>> slots = none();
    for (ToolObject member : members) {
      OptionalInt slot = order.pointIndexOf(member);
      if (member.geometry() instanceof Point && slot.isPresent()) {
        if (slots.get(slot.getAsInt()).isPresent()) {
          report.leftOut("A pose has one point of each class.", image.place(member));
        } else {
          slots.set(slot.getAsInt(), Optional.of(member));
        }
        points.add(member.objectId());
      }
    }
    pointsByObject.put(box.get().objectId(), slots);
    return true;
  }

  private List<Optional<ToolObject>> none() {
    List<Optional<ToolObject>> slots = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      slots.add(Optional.empty());
    }
    return slots;
  }

  private static boolean hasBox(ToolObject object) {
    return switch (object.geometry()) {
      case Box _, RotatedBox _, Polygon _, Segmentation _, Circle _ -> true;
      default -> false;
    };
  }

  /** Whether the object is written as part of a pose. */
  boolean isPoint(ToolObject object) {
    return points.contains(object.objectId());
  }

  /** The points of an object in schema order; none of them present when it has none. */
  List<Optional<ToolObject>> of(ToolObject object) {
    List<Optional<ToolObject>> slots = pointsByObject.get(object.objectId());
    return slots == null ? none() : slots;
  }
}
