package kalem.server.annotation;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.geometry.ImageSize;
import kalem.formats.Media;
import kalem.server.kernel.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the metadata and the name of an asset tell about its file. */
@Component
public class AssetMedia {
  private static final Set<String> VIDEO_EXTENSIONS =
      Set.of("mp4", "m4v", "mov", "webm", "avi", "mkv", "mpg", "mpeg", "ogv");

  private final JdbcClient jdbc;

  AssetMedia(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Facts about a file; what is not known is not checked.
   *
   * @param size in pixels
   * @param pages pages or frames
   * @param isVideo the pages are frames, between which objects move
   */
  public record Facts(Optional<ImageSize> size, OptionalInt pages, boolean isVideo) {
    static final Facts NONE = new Facts(Optional.empty(), OptionalInt.empty(), false);

    /**
     * Reads the metadata of an asset.
     *
     * @param fileName tells a video whose frames were not counted yet
     */
    public static Facts of(String metadata, String fileName) {
      boolean isVideoFile =
          VIDEO_EXTENSIONS.contains(
              fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
      if (metadata.equals("{}")) {
        return new Facts(Optional.empty(), OptionalInt.empty(), isVideoFile);
      }
      Media media = Media.of(Json.parse(metadata));
      Optional<ImageSize> size =
          media.width().isPresent() && media.height().isPresent()
              ? Optional.of(new ImageSize(media.width().getAsInt(), media.height().getAsInt()))
              : Optional.empty();
      boolean hasFrames = media.frameTotal().isPresent() || media.frameRate().isPresent();
      return new Facts(
          size,
          media.frameTotal().isPresent() ? media.frameTotal() : media.pageTotal(),
          (hasFrames || isVideoFile) && media.pageTotal().isEmpty());
    }

    /** The facts that labels are checked against. */
    public IntakeContext on(IntakeContext context) {
      IntakeContext sized = size.map(context::withImageSize).orElse(context);
      return pages.isPresent() ? sized.withPageTotal(pages.getAsInt()) : sized;
    }
  }

  Facts of(int projectKey, String assetId) {
    return jdbc.sql("select external_id, metadata from asset where project_key = ? and id = ?")
        .params(projectKey, assetId)
        .query((row, number) -> Facts.of(row.getString("metadata"), row.getString("external_id")))
        .optional()
        .orElse(Facts.NONE);
  }
}
