package kalem.formats.coco;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Point;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FormatReport;
import kalem.formats.image.RowImage;

/**
 * The skeletons of a picture: groups of points, at most one of each class, maybe with one object
 * with an area that leads them.
 */
final class Keypoints {
  static final String POINT_TWICE =
      "A skeleton has one point of each class; a further one is written by itself.";
  static final String SECOND_LEAD =
      "A skeleton has one object beside its points; a further one is written by itself.";
  static final String NO_KEYPOINTS = "A relation without points has no place in COCO.";

  private final Map<String, Skeleton> byLead = new HashMap<>();
  private final List<Skeleton> alone = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  /**
   * A group as keypoints.
   *
   * @param points in the order of the classes of points; empty where the group has none
   */
  record Skeleton(Relation group, Optional<ToolObject> lead, List<Optional<ToolObject>> points) {
    List<ToolObject> present() {
      return points.stream().flatMap(Optional::stream).toList();
    }

    List<Point> places() {
      return present().stream().map(each -> (Point) each.geometry()).toList();
    }
  }

  /** Whether objects of this kind may lead a skeleton. */
  static boolean canLead(ClassKind kind) {
    return switch (kind) {
      case BOUNDING_BOX, ROTATED_BOUNDING_BOX, POLYGON, SEGMENTATION, CIRCLE -> true;
      default -> false;
    };
  }

  /** Finds the skeletons of a picture. */
  static Keypoints of(RowImage image, Categories categories, FormatReport report) {
    Keypoints found = new Keypoints();
    List<Relation> relations = image.row().answer().relations();
    if (relations.isEmpty()) {
      return found;
    }
    Map<String, ToolObject> byId = new HashMap<>();
    image.objects().forEach(each -> byId.putIfAbsent(each.objectId(), each));
    for (Relation relation : relations) {
      if (relation.link() instanceof Link.Group(List<String> members)
          && categories.id(relation).isPresent()) {
        found.add(relation, members(members, byId), image, categories, report);
      } else {
        report.leftOut(NO_KEYPOINTS, image.name() + ": " + relation.objectId());
      }
    }
    return found;
  }

  private static List<ToolObject> members(List<String> ids, Map<String, ToolObject> byId) {
    return new LinkedHashSet<>(ids)
        .stream().map(id -> Optional.ofNullable(byId.get(id))).flatMap(Optional::stream).toList();
  }

  private void add(
      Relation group,
      List<ToolObject> members,
      RowImage image,
      Categories categories,
      FormatReport report) {
    List<Optional<ToolObject>> points = new ArrayList<>();
    categories.order().points().forEach(each -> points.add(Optional.empty()));
    Optional<ToolObject> lead = Optional.empty();
    int count = 0;
    for (ToolObject member : members) {
      OptionalInt slot = categories.order().pointIndexOf(member);
      if (member.geometry() instanceof Point && slot.isPresent()) {
        if (points.get(slot.getAsInt()).isEmpty()) {
          points.set(slot.getAsInt(), Optional.of(member));
          count++;
        } else {
          report.leftOut(POINT_TWICE, image.place(member));
        }
      } else if (canLead(member, categories) && lead.isEmpty()) {
        lead = Optional.of(member);
      } else {
        report.leftOut(SECOND_LEAD, image.place(member));
      }
    }
    if (count == 0) {
      report.leftOut(NO_KEYPOINTS, image.name() + ": " + group.objectId());
      return;
    }
    keep(new Skeleton(group, lead, points), image, report);
  }

  private boolean canLead(ToolObject member, Categories categories) {
    return ClassKind.ofKey(member.geometry().key()).filter(Keypoints::canLead).isPresent()
        && categories.id(member).isPresent()
        && !byLead.containsKey(member.objectId());
  }

  private void keep(Skeleton skeleton, RowImage image, FormatReport report) {
    if (skeleton.lead().isPresent()) {
      byLead.put(skeleton.lead().get().objectId(), skeleton);
    } else {
      alone.add(skeleton);
    }
    for (ToolObject point : skeleton.present()) {
      used.add(point.objectId());
      if (!point.classifications().isEmpty()) {
        report.leftOut("The answers of a keypoint have no place in COCO.", image.place(point));
      }
    }
  }

  /** Whether the object is written as part of a skeleton and not by itself. */
  boolean isPoint(ToolObject object) {
    return used.contains(object.objectId());
  }

  /** The skeleton an object leads. */
  Optional<Skeleton> ledBy(ToolObject object) {
    return Optional.ofNullable(byLead.get(object.objectId()));
  }

  /** The skeletons that nothing leads. */
  List<Skeleton> alone() {
    return alone;
  }
}
