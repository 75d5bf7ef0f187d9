package kalem.formats.image;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.ImageSize;
import kalem.formats.FileNames;
import kalem.formats.LabeledRow;

/**
 * One picture of a row: the asset itself, one of its pages, or one frame of its video.
 *
 * @param page page or frame; empty when the picture is the whole asset
 * @param isFrame whether it is a frame of a video
 * @param objects what is visible on it, in creation order
 * @param ending ids of the objects that are gone on the next frame
 * @param answers about this page or frame alone; for a whole asset, all answers
 * @param assetAnswers about the asset that the page or frame belongs to
 */
public record RowImage(
    LabeledRow row,
    OptionalInt page,
    boolean isFrame,
    List<ToolObject> objects,
    Set<String> ending,
    List<ClassificationAnswer> answers,
    List<ClassificationAnswer> assetAnswers) {

  /** The size in pixels, where it is known. */
  public Optional<ImageSize> size() {
    OptionalInt width = row.media().width();
    OptionalInt height = row.media().height();
    return width.isPresent() && height.isPresent()
        ? Optional.of(new ImageSize(width.getAsInt(), height.getAsInt()))
        : Optional.empty();
  }

  /** The external id, followed by the page where there are several: {@code scan.tif/3}. */
  public String name() {
    return page.isPresent() ? row.externalId() + "/" + page.getAsInt() : row.externalId();
  }

  /**
   * A file name of its own, such as {@code cam3/0042.txt} or {@code scan_3.txt}.
   *
   * @param extension with the dot
   */
  public String fileName(FileNames names, String extension) {
    String suffix = page.isPresent() ? "_" + page.getAsInt() + extension : extension;
    return names.unique(row.externalId(), row.taskId(), suffix);
  }

  /** Link to the picture; nothing when there is none, as for a single frame. */
  public Optional<String> url() {
    if (isFrame || page.isEmpty()) {
      return isFrame ? Optional.empty() : row.url();
    }
    int index = page.getAsInt();
    return index < row.dataset().size() ? Optional.of(row.dataset().get(index)) : Optional.empty();
  }

  /** Where an object stands, for the report. */
  public String place(ToolObject object) {
    return name() + ": " + object.objectId();
  }
}
