package kalem.annotation.answer;

import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.geometry.ImageSize;

/**
 * What is known of the asset that labels are for; what is not known is not checked.
 *
 * @param imageSize in pixels of the original
 * @param pageTotal number of pages or frames
 * @param text the characters that offsets count; only of text assets
 */
public record AssetFacts(
    Optional<ImageSize> imageSize, OptionalInt pageTotal, Optional<String> text) {
  /** Nothing is known. */
  public static final AssetFacts NONE =
      new AssetFacts(Optional.empty(), OptionalInt.empty(), Optional.empty());

  public AssetFacts withImageSize(ImageSize changed) {
    return new AssetFacts(Optional.of(changed), pageTotal, text);
  }

  public AssetFacts withPageTotal(int changed) {
    return new AssetFacts(imageSize, OptionalInt.of(changed), text);
  }

  public AssetFacts withText(String changed) {
    return new AssetFacts(imageSize, pageTotal, Optional.of(changed));
  }
}
