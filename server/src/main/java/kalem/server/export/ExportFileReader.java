package kalem.server.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import kalem.server.storage.ContentTypes;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.SignedLinks;
import org.springframework.stereotype.Component;

/** Opens the files that rows of an export link to, where they are the hub's own. */
@Component
class ExportFileReader {
  private final ObjectStore files;
  private final SignedLinks links;

  ExportFileReader(ObjectStore files, SignedLinks links) {
    this.files = files;
    this.links = links;
  }

  /** What a link of ours names; empty for links elsewhere and for embedded content. */
  Optional<ObjectKey> key(String link) {
    return links.keyOf(link);
  }

  boolean isText(ObjectKey key) {
    return ContentTypes.ofName(key.fileName()).filter(type -> type.startsWith("text/")).isPresent();
  }

  boolean isPicture(ObjectKey key) {
    return ContentTypes.ofName(key.fileName()).filter(t -> t.startsWith("image/")).isPresent();
  }

  InputStream open(ObjectKey key) throws IOException {
    return files.open(key);
  }
}
