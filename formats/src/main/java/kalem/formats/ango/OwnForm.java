package kalem.formats.ango;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Tells the own form of labels from the JSON of other programs, by the keys of the first item. */
final class OwnForm {
  private static final int LOOKED_AT = 1 << 18;
  private static final Set<String> REQUEST = Set.of("jsonContent");
  private static final Set<String> LABELS =
      Set.of(
          "objects",
          "tools",
          "classifications",
          "relations",
          "answer",
          "task",
          "brushDataUrl",
          "medicalBrushDataUrl");
  private static final Set<String> NAMES =
      Set.of("externalId", "assetId", "taskId", "data", "asset");

  private OwnForm() {}

  static boolean recognizes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(LOOKED_AT);
      boolean isZip = start.length > 2 && start[0] == 'P' && start[1] == 'K';
      return isZip ? isInZip(file) : isOwn(new ByteArrayInputStream(start));
    }
  }

  private static boolean isInZip(Path file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (ZipSource.isData(entry)) {
          return isOwn(new ByteArrayInputStream(zip.readNBytes(LOOKED_AT)));
        }
      }
      return false;
    } catch (IOException | IllegalArgumentException broken) {
      return false;
    }
  }

  /** The start of the text is enough: keys before it breaks off count. */
  private static boolean isOwn(InputStream start) {
    Set<String> keys = new HashSet<>();
    boolean isList = false;
    try (JsonParser tokens = MemoryPart.MAPPER.createParser(start)) {
      JsonToken first = tokens.nextToken();
      isList = first == JsonToken.START_ARRAY;
      if (isList && tokens.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        keys.add(tokens.currentName());
        tokens.nextToken();
        tokens.skipChildren();
      }
    } catch (JacksonException brokenOff) {
      // What was found up to here decides.
    }
    boolean isItem =
        keys.stream().anyMatch(LABELS::contains) && keys.stream().anyMatch(NAMES::contains);
    return isItem || (!isList && keys.stream().anyMatch(REQUEST::contains));
  }
}
