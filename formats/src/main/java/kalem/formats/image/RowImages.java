package kalem.formats.image;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Marks;
import kalem.annotation.answer.ToolObject;
import kalem.formats.LabeledRow;

/**
 * The pictures of a row: the asset itself, its pages (all that are known, labeled or not), or the
 * frames of its video that show something.
 */
public final class RowImages {
  private RowImages() {}

  /**
   * The pictures in order, made one by one.
   *
   * @param onlyKeyFrames of a video only the frames on which something was drawn or changed
   */
  public static Iterator<RowImage> of(LabeledRow row, boolean onlyKeyFrames) {
    if (isVideo(row)) {
      return new VideoFrames(row, onlyKeyFrames);
    }
    return isPaged(row) ? pages(row) : List.of(whole(row)).iterator();
  }

  private static boolean isVideo(LabeledRow row) {
    return row.media().frameTotal().isPresent()
        || row.media().frameRate().isPresent()
        || (row.dataset().isEmpty() && hasKeyFrames(row.answer()));
  }

  private static boolean hasKeyFrames(Answer answer) {
    for (ToolObject each : answer.tools()) {
      Marks marks = each.marks();
      if (marks.keyFrame() || marks.interpolationStopped()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPaged(LabeledRow row) {
    Answer answer = row.answer();
    return row.dataset().size() > 1
        || answer.tools().stream().anyMatch(each -> each.marks().page().orElse(0) > 0)
        || answer.classifications().stream().anyMatch(each -> each.marks().page().orElse(0) > 0);
  }

  private static RowImage whole(LabeledRow row) {
    Answer answer = row.answer();
    return new RowImage(
        row,
        OptionalInt.empty(),
        false,
        answer.tools(),
        Set.of(),
        answer.classifications(),
        List.of());
  }

  /** What stands on one page. */
  private record Page(List<ToolObject> objects, List<ClassificationAnswer> answers) {
    Page() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private static Iterator<RowImage> pages(LabeledRow row) {
    Map<Integer, Page> pages = new TreeMap<>();
    for (int i = 0; i < row.dataset().size(); i++) {
      pages.put(i, new Page());
    }
    for (ToolObject object : row.answer().tools()) {
      at(pages, object.marks().page().orElse(0)).objects().add(object);
    }
    List<ClassificationAnswer> assetAnswers = new ArrayList<>();
    for (ClassificationAnswer answer : row.answer().classifications()) {
      if (answer.marks().page().isPresent()) {
        at(pages, answer.marks().page().getAsInt()).answers().add(answer);
      } else {
        assetAnswers.add(answer);
      }
    }
    return pages.entrySet().stream()
        .map(
            each ->
                new RowImage(
                    row,
                    OptionalInt.of(each.getKey()),
                    false,
                    each.getValue().objects(),
                    Set.of(),
                    each.getValue().answers(),
                    assetAnswers))
        .iterator();
  }

  private static Page at(Map<Integer, Page> pages, int page) {
    return pages.computeIfAbsent(page, each -> new Page());
  }
}
