package kalem.formats.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import kalem.annotation.answer.ClassificationAnswer;

/**
 * Answers about the frames of a video (export-format section 9.3): one holds until the next one to
 * the same question, or until it is stopped.
 */
final class FrameAnswers {
  private final List<ClassificationAnswer> ofAsset = new ArrayList<>();
  private final Map<String, NavigableMap<Integer, ClassificationAnswer>> changes =
      new LinkedHashMap<>();

  FrameAnswers(List<ClassificationAnswer> answers) {
    for (ClassificationAnswer answer : answers) {
      if (answer.marks().page().isEmpty()) {
        ofAsset.add(answer);
      } else {
        changes
            .computeIfAbsent(answer.schemaId(), _ -> new TreeMap<>())
            .put(answer.marks().page().getAsInt(), answer);
      }
    }
  }

  /** The answers that hold for the whole video. */
  List<ClassificationAnswer> ofAsset() {
    return ofAsset;
  }

  /** The answers that hold on a frame. */
  List<ClassificationAnswer> at(int frame) {
    List<ClassificationAnswer> found = new ArrayList<>();
    for (NavigableMap<Integer, ClassificationAnswer> each : changes.values()) {
      Map.Entry<Integer, ClassificationAnswer> present = each.floorEntry(frame);
      if (present != null && !present.getValue().marks().interpolationStopped()) {
        found.add(present.getValue());
      }
    }
    return found;
  }
}
