package kalem.server.importing.labels;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.AssetFacts;
import kalem.annotation.geometry.ImageSize;
import kalem.formats.Media;
import kalem.server.importing.labels.Target.TextPlace;
import kalem.server.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Reads what is known of the file of an asset from its row. */
final class AssetReading {
  private static final Set<String> VIDEO_EXTENSIONS =
      Set.of("mp4", "m4v", "mov", "webm", "avi", "mkv", "mpg", "mpeg", "ogv");

  private static final Set<String> TEXT_EXTENSIONS = Set.of("txt", "text");

  private AssetReading() {}

  /**
   * An asset.
   *
   * @param metadata as it is stored
   */
  static Target.Asset asset(
      String id, String externalId, String metadata, Optional<TextPlace> text) {
    if (metadata.equals("{}")) {
      return new Target.Asset(id, externalId, AssetFacts.NONE, isVideoFile(externalId), text);
    }
    Media media = Media.of(Json.parse(metadata));
    AssetFacts sized =
        media.width().isPresent() && media.height().isPresent()
            ? AssetFacts.NONE.withImageSize(
                new ImageSize(media.width().getAsInt(), media.height().getAsInt()))
            : AssetFacts.NONE;
    OptionalInt pages = media.frameTotal().isPresent() ? media.frameTotal() : media.pageTotal();
    boolean isVideo =
        media.pageTotal().isEmpty()
            && (media.frameTotal().isPresent()
                || media.frameRate().isPresent()
                || isVideoFile(externalId));
    AssetFacts facts = pages.isPresent() ? sized.withPageTotal(pages.getAsInt()) : sized;
    return new Target.Asset(id, externalId, facts, isVideo, text);
  }

  /**
   * Where the text of an asset is to be found. Only plain text: the offsets of entities count what
   * is displayed, which for markup is not what is stored.
   *
   * @param kind of the content, as it is stored
   * @param content key or text; null for what lies elsewhere
   */
  static Optional<TextPlace> text(String kind, String externalId, @Nullable String content) {
    if (content == null || !TEXT_EXTENSIONS.contains(extension(externalId))) {
      return Optional.empty();
    }
    return switch (kind) {
      case "STORED" -> Optional.of(new TextPlace.Stored(content));
      case "INLINE" -> Optional.of(new TextPlace.Inline(content));
      default -> Optional.empty();
    };
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Tells a video whose frames were not counted yet. */
  private static boolean isVideoFile(String name) {
    return VIDEO_EXTENSIONS.contains(extension(name));
  }
}
