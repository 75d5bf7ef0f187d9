package kalem.annotation.answer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings the entries of objects on video frames into the form in which they are stored. */
final class FrameEntries {
  private FrameEntries() {}

  /**
   * Only key frames, none of them marked: of objects with marked ones the other entries are
   * interpolated and left out (import-format section 5.1). Of two entries of one object on one
   * frame the last stays (editors section 6.6, rule 23).
   *
   * @param hasRepeats whether there are two entries of one object on one frame
   */
  static List<ToolObject> stored(List<ToolObject> read, boolean hasRepeats) {
    if (!hasRepeats && read.stream().noneMatch(entry -> entry.marks().keyFrame())) {
      return read;
    }
    Set<String> marked =
        read.stream()
            .filter(entry -> entry.marks().keyFrame())
            .map(ToolObject::objectId)
            .collect(Collectors.toSet());
    return lastOfEach(read).stream()
        .filter(entry -> !marked.contains(entry.objectId()) || isKeyFrame(entry.marks()))
        .map(FrameEntries::unmarked)
        .toList();
  }

  private static Collection<ToolObject> lastOfEach(List<ToolObject> read) {
    Map<EntryKey, ToolObject> byKey = new LinkedHashMap<>();
    read.forEach(entry -> byKey.put(entry.key(), entry));
    return byKey.values();
  }

  private static boolean isKeyFrame(Marks marks) {
    return marks.keyFrame() || marks.interpolationStopped();
  }

  /** The entry without its mark: all stored entries are key frames. */
  static ToolObject unmarked(ToolObject entry) {
    return entry.marks().keyFrame() ? entry.withMarks(entry.marks().withKeyFrame(false)) : entry;
  }
}
