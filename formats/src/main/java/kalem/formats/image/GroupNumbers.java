package kalem.formats.image;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.formats.FormatReport;

/** Numbers the groups of a row, for formats in which an object belongs to one group at most. */
public final class GroupNumbers {
  /** The title that groups without one get when they are read. */
  public static final String TITLE = "group";

  private final Map<String, Integer> byMember = new HashMap<>();
  private final Map<Integer, String> titles = new LinkedHashMap<>();

  private GroupNumbers() {}

  /**
   * Numbers the groups from 1; every other relation is reported.
   *
   * @param format the format written, for the report
   * @param isOtherwise relations that are written in another way
   */
  public static GroupNumbers of(
      List<Relation> relations,
      Predicate<Relation> isOtherwise,
      String format,
      String place,
      FormatReport report) {
    GroupNumbers groups = new GroupNumbers();
    for (Relation relation : relations) {
      if (!isOtherwise.test(relation)) {
        groups.add(relation, format, place, report);
      }
    }
    return groups;
  }

  private void add(Relation relation, String format, String place, FormatReport report) {
    String at = place + ": " + relation.objectId();
    if (!(relation.link() instanceof Link.Group(List<String> members))) {
      report.leftOut("A relation other than a group has no place in " + format + ".", at);
    } else if (members.stream().anyMatch(byMember::containsKey)) {
      report.leftOut("An object can be in one group only in " + format + ".", at);
    } else {
      int number = titles.size() + 1;
      members.forEach(member -> byMember.put(member, number));
      titles.put(number, relation.title());
      if (!relation.classifications().isEmpty()) {
        report.leftOut("Answers about a group have no place in " + format + ".", at);
      }
    }
  }

  /** The number of the group an object is in. */
  public OptionalInt of(String objectId) {
    Integer number = byMember.get(objectId);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** The titles by number. */
  public Map<Integer, String> titles() {
    return titles;
  }
}
