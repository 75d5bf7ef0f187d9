package kalem.formats.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Point;
import org.jspecify.annotations.Nullable;

/**
 * Groups of points that formats hold as one shape of several points: those whose title is that of
 * the class of all their points. Answers of single points would have no place in it.
 */
public final class PointGroups {
  private final List<PointGroup> groups;
  private final Set<String> members;
  private final Set<String> relations;

  /** One shape of several points. */
  public record PointGroup(Relation relation, List<ToolObject> points) {
    /** The places of the points. */
    public List<Point> places() {
      return points.stream().map(each -> (Point) each.geometry()).toList();
    }
  }

  private PointGroups(List<PointGroup> groups, Set<String> members, Set<String> relations) {
    this.groups = groups;
    this.members = members;
    this.relations = relations;
  }

  /**
   * The groups of a picture.
   *
   * @param title gives the title of an object's class
   */
  public static PointGroups of(RowImage image, Function<ToolObject, String> title) {
    List<PointGroup> groups = new ArrayList<>();
    Set<String> members = new HashSet<>();
    Set<String> relations = new HashSet<>();
    Map<String, ToolObject> points = new HashMap<>();
    boolean hasGroups =
        image.row().answer().relations().stream()
            .anyMatch(each -> each.link() instanceof Link.Group);
    if (hasGroups) {
      for (ToolObject object : image.objects()) {
        if (object.geometry() instanceof Point && object.classifications().isEmpty()) {
          points.putIfAbsent(object.objectId(), object);
        }
      }
    }
    for (Relation relation : image.row().answer().relations()) {
      if (relation.link() instanceof Link.Group(List<String> ids)
          && ids.size() > 1
          && ids.stream().noneMatch(members::contains)
          && ids.stream().allMatch(id -> isPart(points.get(id), relation, title))) {
        groups.add(new PointGroup(relation, members(ids, points)));
        members.addAll(ids);
        relations.add(relation.objectId());
      }
    }
    return new PointGroups(groups, members, relations);
  }

  private static List<ToolObject> members(List<String> ids, Map<String, ToolObject> points) {
    return ids.stream().flatMap(id -> Optional.ofNullable(points.get(id)).stream()).toList();
  }

  private static boolean isPart(
      @Nullable ToolObject point, Relation relation, Function<ToolObject, String> title) {
    return point != null && title.apply(point).equals(relation.title());
  }

  public List<PointGroup> groups() {
    return groups;
  }

  /** Whether the relation is one of the groups. */
  public boolean has(Relation relation) {
    return relations.contains(relation.objectId());
  }

  /** Whether the object is a point of one of the groups. */
  public boolean has(ToolObject object) {
    return object.geometry() instanceof Point && members.contains(object.objectId());
  }
}
