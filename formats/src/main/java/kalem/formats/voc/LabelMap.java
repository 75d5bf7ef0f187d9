package kalem.formats.voc;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FileText;

/**
 * {@code labelmap.txt}: a line {@code name:r,g,b:parts:actions} for each class. Without it Datumaro
 * and CVAT know only the classes of the original data set. Colons and commas in names become
 * underscores there, as nothing can quote them.
 */
final class LabelMap {
  static final String NAME = "labelmap.txt";

  private final Map<String, Set<String>> partsByTitle = new LinkedHashMap<>();
  private final Set<String> partTitles = new TreeSet<>();
  private final Set<String> objectTitles = new TreeSet<>();

  LabelMap(List<SchemaClass> classes) {
    classes.forEach(each -> partsByTitle.put(each.title(), new TreeSet<>()));
  }

  /** Notes an object; a class met as one is not only that of parts. */
  void note(BoxedObject whole, List<BoxedObject> parts) {
    String title = whole.object().title();
    objectTitles.add(title);
    for (BoxedObject part : parts) {
      partsByTitle.computeIfAbsent(title, _ -> new TreeSet<>()).add(part.object().title());
      partTitles.add(part.object().title());
    }
  }

  void write(FileText text) throws IOException {
    text.append("# label:color_rgb:parts:actions\nbackground:0,0,0::\n");
    for (Map.Entry<String, Set<String>> each : partsByTitle.entrySet()) {
      boolean isOnlyPart =
          partTitles.contains(each.getKey()) && !objectTitles.contains(each.getKey());
      if (!isOnlyPart && !each.getKey().equals("background")) {
        text.append(plain(each.getKey())).append("::");
        text.append(String.join(",", each.getValue().stream().map(LabelMap::plain).toList()));
        text.append(":\n");
      }
    }
  }

  private static String plain(String title) {
    return title.replaceAll("[:,\\r\\n]", "_").strip();
  }
}
