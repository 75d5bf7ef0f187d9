package kalem.server.importing.labels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kalem.server.importing.labels.Target.TextPlace;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the texts that the offsets of entities count in. */
@Component
class AssetTexts {
  private static final Logger LOG = LoggerFactory.getLogger(AssetTexts.class);

  /** Bytes of a text that is read; in longer ones selections are taken as they are given. */
  private static final int LONGEST = 4 << 20;

  private final ObjectStore objects;

  AssetTexts(ObjectStore objects) {
    this.objects = objects;
  }

  /** The text; nothing when it can not be had, and then it is not checked. */
  Optional<String> read(TextPlace place) {
    return switch (place) {
      case TextPlace.Inline(String text) -> Optional.of(normalized(text));
      case TextPlace.Stored(String key) -> stored(new ObjectKey(key));
    };
  }

  /** Offsets count line ends as one character (editors.md 11). */
  private static String normalized(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private Optional<String> stored(ObjectKey key) {
    try (InputStream in = objects.open(key, 0, LONGEST + 1L)) {
      byte[] text = in.readAllBytes();
      return text.length > LONGEST
          ? Optional.empty()
          : Optional.of(normalized(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.info("The text {} can not be read", key, e);
      return Optional.empty();
    }
  }
}
