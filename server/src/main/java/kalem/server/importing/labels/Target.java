package kalem.server.importing.labels;

import java.util.Optional;
import kalem.annotation.answer.AssetFacts;
import kalem.server.annotation.MaskKeys;

/**
 * A task that labels are for, as it was when it was looked at.
 *
 * @param version tells whether anything changed since
 * @param answer the labels it has
 * @param importId the import that gave it labels last
 * @param isBegun a person saved or submitted it or is about to, or it is complete
 */
record Target(
    String taskId,
    String stageId,
    int visit,
    int version,
    Optional<Labeled> answer,
    Optional<String> importId,
    boolean isPreLabeled,
    boolean isBegun,
    Asset asset) {

  /**
   * An answer.
   *
   * @param isLarge too large to be read whole
   * @param length bytes of its text
   */
  record Labeled(String id, MaskKeys masks, boolean isLarge, long length) {}

  /**
   * What is labeled.
   *
   * @param facts what is known of its file
   * @param isVideo pages are frames, between which objects move
   * @param text where its text is to be found, when it may have one
   */
  record Asset(
      String id, String externalId, AssetFacts facts, boolean isVideo, Optional<TextPlace> text) {}

  /** Where the text of an asset is to be found. */
  sealed interface TextPlace {
    record Inline(String text) implements TextPlace {}

    record Stored(String key) implements TextPlace {}
  }

  MaskKeys masks() {
    return answer.map(Labeled::masks).orElse(MaskKeys.NONE);
  }

  /** Whether an import labeled it already. */
  boolean isOf(String anImport) {
    return importId.filter(anImport::equals).isPresent();
  }
}
