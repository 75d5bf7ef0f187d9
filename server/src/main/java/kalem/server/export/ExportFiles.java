package kalem.server.export;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import kalem.server.storage.ObjectKey;

/** How the zips of exports are named in the object store. */
final class ExportFiles {
  /** Of the links to assets inside an export: 120,000 seconds (export-format section 5). */
  static final Duration ASSET_LINK_LIFE = Duration.ofMinutes(2000);

  /** Leaves room for the rest of the zip's name within what file systems allow. */
  private static final int LONGEST_NAME_BYTES = 170;

  private ExportFiles() {}

  /** Where one run of an export puts its zip: a place that no other run or export ever uses. */
  static ObjectKey key(String projectId, Export export, int run, String zipName) {
    // Proxies refuse paths with these, however they are escaped.
    String name = zipName.replace('%', '_').replace(';', '_');
    if (export.place().isEmpty()) {
      return new ObjectKey(projectId + "/exports/" + export.id() + "-" + run + "/" + name);
    }
    String folder = export.place().get().path();
    String unique = name.replaceFirst("\\.zip$", "-" + export.id() + "-" + run + ".zip");
    return new ObjectKey((folder.isEmpty() ? "" : folder + "/") + unique);
  }

  /** A project's name, cut to what can be part of a file's name. */
  static String shortened(String projectName) {
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    for (int character : projectName.codePoints().toArray()) {
      int shown = Character.isISOControl(character) ? '_' : character;
      bytes += Character.toString(shown).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_NAME_BYTES) {
        break;
      }
      name.appendCodePoint(shown);
    }
    return name.toString();
  }
}
