package kalem.server.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import kalem.server.kernel.Secrets;
import org.springframework.stereotype.Component;

/** Finds out whether a bucket can be written to. */
@Component
public class StorageWriting {
  private final Secrets secrets;

  StorageWriting(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Writes a small object where others are to be written, and deletes it.
   *
   * @param folder without slashes around it; empty: the top
   * @throws IOException in the storage's own words
   */
  public void tryOut(StorageBucket bucket, String folder) throws IOException {
    ObjectKey probe = probe(folder);
    bucket.objects().put(probe, content());
    bucket.objects().delete(probe);
  }

  /** A key in the folder that nobody uses. */
  ObjectKey probe(String folder) {
    return new ObjectKey(
        (folder.isEmpty() ? "" : folder + "/") + ".kalem-probe-" + secrets.newToken());
  }

  static InputStream content() {
    return new ByteArrayInputStream(
        "Kalem looks whether it may write here.".getBytes(StandardCharsets.US_ASCII));
  }
}
