package kalem.server.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Fills in the size of stored images where the caller did not say it. */
@Component
class StoredImages {
  private static final Logger LOG = LoggerFactory.getLogger(StoredImages.class);
  private static final Set<String> EXTENSIONS =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff");

  private final ObjectStore store;

  StoredImages(ObjectStore store) {
    this.store = store;
  }

  /** Adds {@code width} and {@code height} when both can be read and one is missing. */
  void measure(ObjectKey key, ObjectNode metadata) {
    if (isImage(key) && !(metadata.hasNonNull("width") && metadata.hasNonNull("height"))) {
      size(key).ifPresent(size -> metadata.put("width", size.width()).put("height", size.height()));
    }
  }

  private static boolean isImage(ObjectKey key) {
    String name = key.fileName();
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** A file that can not be read is still an asset: whoever opens it sees what is wrong. */
  private Optional<ImageHeader.Size> size(ObjectKey key) {
    try {
      return ImageHeader.size((offset, length) -> read(key, offset, length));
    } catch (IOException | RuntimeException e) {
      LOG.info("The header of {} can not be read", key, e);
      return Optional.empty();
    }
  }

  private byte[] read(ObjectKey key, long offset, int length) throws IOException {
    try (InputStream in = store.open(key, offset, length)) {
      return in.readNBytes(length);
    }
  }
}
