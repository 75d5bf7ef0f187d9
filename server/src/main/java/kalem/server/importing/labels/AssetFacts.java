package kalem.server.importing.labels;

import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.geometry.ImageSize;
import kalem.formats.Media;
import kalem.server.kernel.Json;

/**
 * What is known about the file of an asset; what is not known is not checked.
 *
 * @param size pixels
 * @param pages pages or frames
 */
record AssetFacts(Optional<ImageSize> size, OptionalInt pages) {
  private static final AssetFacts NONE = new AssetFacts(Optional.empty(), OptionalInt.empty());

  /** Reads the metadata of an asset. */
  static AssetFacts of(String metadata) {
    if (metadata.equals("{}")) {
      return NONE;
    }
    Media media = Media.of(Json.parse(metadata));
    Optional<ImageSize> size =
        media.width().isPresent() && media.height().isPresent()
            ? Optional.of(new ImageSize(media.width().getAsInt(), media.height().getAsInt()))
            : Optional.empty();
    return new AssetFacts(
        size, media.frameTotal().isPresent() ? media.frameTotal() : media.pageTotal());
  }

  IntakeContext on(IntakeContext context) {
    IntakeContext sized = size.map(context::withImageSize).orElse(context);
    return pages.isPresent() ? sized.withPageTotal(pages.getAsInt()) : sized;
  }
}
