package kalem.formats;

import java.util.Optional;
import kalem.annotation.answer.LabelSource;
import tools.jackson.databind.JsonNode;

/**
 * Labels for one asset (import-format section 2.2), whichever form they came in. The keys that name
 * the asset are those given; which of them counts is decided where the assets are known.
 *
 * @param data address or embedded content of the asset
 * @param brushDataUrl empty leaves the mask as it is, an empty text removes it
 * @param medicalBrushDataUrl as {@code brushDataUrl}
 * @param source the element as it came, to be read by {@code AnswerReader}; readable until the
 *     reader is asked for the next item when it is larger than memory
 */
public record ImportItem(
    long index,
    Optional<String> taskId,
    Optional<String> assetId,
    Optional<String> data,
    Optional<String> externalId,
    Optional<String> brushDataUrl,
    Optional<String> medicalBrushDataUrl,
    LabelSource source)
    implements ImportEntry {

  /** An item whose labels are a tree. */
  public ImportItem(
      long index,
      Optional<String> taskId,
      Optional<String> assetId,
      Optional<String> data,
      Optional<String> externalId,
      Optional<String> brushDataUrl,
      Optional<String> medicalBrushDataUrl,
      JsonNode labels) {
    this(
        index,
        taskId,
        assetId,
        data,
        externalId,
        brushDataUrl,
        medicalBrushDataUrl,
        new LabelSource.Tree(labels));
  }

  /** The same item with other labels. */
  public ImportItem withSource(LabelSource changed) {
    return new ImportItem(
        index, taskId, assetId, data, externalId, brushDataUrl, medicalBrushDataUrl, changed);
  }

  /** The same item with its masks elsewhere. */
  public ImportItem withMasks(Optional<String> brush, Optional<String> voxels) {
    return new ImportItem(index, taskId, assetId, data, externalId, brush, voxels, source);
  }

  /** The whole element as a tree, which takes many times the memory of its text. */
  public JsonNode labels() {
    return source.tree();
  }
}
