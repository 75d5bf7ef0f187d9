package kalem.server.importing.labels;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.answer.AssetFacts;
import kalem.server.annotation.AssetMedia;
import kalem.server.importing.labels.Target.TextPlace;
import org.jspecify.annotations.Nullable;

/** Reads what is known of the file of an asset from its row. */
final class AssetReading {
  private static final Set<String> TEXT_EXTENSIONS = Set.of("txt", "text");

  private AssetReading() {}

  /**
   * An asset.
   *
   * @param metadata as it is stored
   */
  static Target.Asset asset(
      String id, String externalId, String metadata, Optional<TextPlace> text) {
    AssetMedia.Facts media = AssetMedia.Facts.of(metadata, externalId);
    AssetFacts sized = media.size().map(AssetFacts.NONE::withImageSize).orElse(AssetFacts.NONE);
    AssetFacts facts =
        media.pages().isPresent() ? sized.withPageTotal(media.pages().getAsInt()) : sized;
    return new Target.Asset(id, externalId, facts, media.isVideo(), text);
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
}
