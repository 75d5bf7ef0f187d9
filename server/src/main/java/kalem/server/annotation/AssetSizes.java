package kalem.server.annotation;

import java.util.Optional;
import kalem.annotation.geometry.ImageSize;
import kalem.server.kernel.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Pixel sizes of images, from the metadata of their assets. */
@Component
class AssetSizes {
  private final JdbcClient jdbc;

  AssetSizes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Empty when the size is not known; then bounds are not checked. */
  Optional<ImageSize> of(int projectKey, String assetId) {
    return jdbc.sql("select metadata from asset where project_key = ? and id = ?")
        .params(projectKey, assetId)
        .query(String.class)
        .optional()
        .map(Json::parse)
        .flatMap(AssetSizes::size);
  }

  private static Optional<ImageSize> size(JsonNode metadata) {
    double width = metadata.path("width").asDouble(0);
    double height = metadata.path("height").asDouble(0);
    return width > 0 && height > 0 ? Optional.of(new ImageSize(width, height)) : Optional.empty();
  }
}
