package kalem.server.importing.labels;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.geometry.ImageSize;
import kalem.formats.Media;
import kalem.server.kernel.Json;

/**
 * What is known about the file of an asset; what is not known is not checked.
 *
 * @param size pixels
 * @param pages pages or frames
 * @param isVideo the pages are frames, between which objects move
 */
record AssetFacts(Optional<ImageSize> size, OptionalInt pages, boolean isVideo) {
  private static final Set<String> VIDEO_EXTENSIONS =
      Set.of("mp4", "m4v", "mov", "webm", "avi", "mkv", "mpg", "mpeg", "ogv");

  /**
   * Reads the metadata of an asset.
   *
   * @param fileName tells a video whose frames were not counted yet
   */
  static AssetFacts of(String metadata, String fileName) {
    boolean isVideoFile =
        VIDEO_EXTENSIONS.contains(
            fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (metadata.equals("{}")) {
      return new AssetFacts(Optional.empty(), OptionalInt.empty(), isVideoFile);
    }
    Media media = Media.of(Json.parse(metadata));
    Optional<ImageSize> size =
        media.width().isPresent() && media.height().isPresent()
            ? Optional.of(new ImageSize(media.width().getAsInt(), media.height().getAsInt()))
            : Optional.empty();
    boolean isVideo =
        media.frameTotal().isPresent() || media.frameRate().isPresent() || isVideoFile;
    return new AssetFacts(
        size,
        media.frameTotal().isPresent() ? media.frameTotal() : media.pageTotal(),
        isVideo && media.pageTotal().isEmpty());
  }

  IntakeContext on(IntakeContext context) {
    IntakeContext sized = size.map(context::withImageSize).orElse(context);
    return pages.isPresent() ? sized.withPageTotal(pages.getAsInt()) : sized;
  }
}
