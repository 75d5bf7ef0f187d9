package kalem.server.importing.labels;

import java.util.List;
import java.util.Locale;
import kalem.server.importing.labels.Targets.Match;
import kalem.server.importing.labels.Targets.NameRule;

/**
 * Matches the names of files with external ids when they are not alike word for word: first without
 * folders, then also without the extension, and only when one asset is meant.
 */
final class FileStems {
  private FileStems() {}

  /** Without folders and extension, lower case; as the table's index has it. */
  static String stem(String path) {
    String name = bare(path);
    int dot = name.lastIndexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
  }

  private static String bare(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /**
   * @param candidates tasks of all assets with the same stem
   */
  static Match match(String name, List<Target> candidates) {
    if (candidates.isEmpty()) {
      return new Match.Nothing();
    }
    List<Target> sameName =
        candidates.stream()
            .filter(each -> bare(each.asset().externalId()).equals(bare(name)))
            .toList();
    if (!sameName.isEmpty()) {
      return only(sameName, NameRule.WITHOUT_FOLDERS);
    }
    return only(candidates, NameRule.WITHOUT_EXTENSION);
  }

  private static Match only(List<Target> candidates, NameRule rule) {
    List<String> names =
        candidates.stream().map(target -> target.asset().externalId()).distinct().toList();
    return names.size() == 1 ? new Match.Tasks(candidates, rule) : new Match.Ambiguous(names);
  }
}
