package kalem.formats.yolo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.ontology.ClassKind;

/**
 * What a data set says about itself.
 *
 * @param names of the classes by number
 * @param tools kinds of the classes by number, where we wrote the files ourselves
 * @param kind what the lines say, where the files tell
 * @param pose the form of keypoints, when the lines are poses
 * @param lists files that list pictures, those that are there
 * @param question title of the question that a list of classes answers
 */
record DataSet(
    Map<Integer, String> names,
    List<Optional<ClassKind>> tools,
    Optional<YoloKind> kind,
    Optional<Pose> pose,
    List<String> lists,
    Optional<String> question) {

  /**
   * The keypoints of a line.
   *
   * @param points of each pose
   * @param numbers of each point: 2, or 3 with the visibility
   * @param names of the points by number of the class
   * @param relation title of the relation that holds box and points together
   */
  record Pose(int points, int numbers, Map<Integer, List<String>> names, String relation) {
    /** The title of a point, made up when the files give none. */
    String title(int classNumber, String className, int point) {
      List<String> known = names.getOrDefault(classNumber, List.of());
      return point < known.size() && !known.get(point).isBlank()
          ? known.get(point)
          : className + " " + (point + 1);
    }
  }

  /** The title of a class, made up when the files give none. */
  String title(int classNumber) {
    String name = names.getOrDefault(classNumber, "");
    return name.isBlank() ? "class " + classNumber : name;
  }

  /** The kind of a class in the project that this was exported from. */
  Optional<ClassKind> tool(int classNumber) {
    return classNumber < tools.size() ? tools.get(classNumber) : Optional.empty();
  }
}
