package kalem.server.importing.labels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import kalem.server.access.ProjectAccess;
import kalem.server.importing.labels.Import.Source;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.storage.CompensatedTransaction;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/** Keeps a file and starts its import. */
@Component
class ImportUpload {
  private static final Logger LOG = LoggerFactory.getLogger(ImportUpload.class);

  private final Imports imports;
  private final ObjectStore objects;
  private final Ids ids;
  private final CompensatedTransaction transaction;
  private final long largest;

  ImportUpload(
      Imports imports,
      ObjectStore objects,
      Ids ids,
      CompensatedTransaction transaction,
      @Value("${KALEM_MAX_FILE:5368709120}") long largest) {
    this.imports = imports;
    this.objects = objects;
    this.ids = ids;
    this.transaction = transaction;
    this.largest = largest;
  }

  /** A file that came along. */
  Import start(
      ProjectAccess access,
      String name,
      InputStreamSource content,
      ImportOptions options,
      boolean isDryRun) {
    String id = ids.next(access.projectKey());
    String fileName = ImportFiles.bareName(name);
    ObjectKey key = ImportFiles.file(access.projectId(), id, fileName);
    Source source =
        new Source(Optional.empty(), Optional.of(key.value()), fileName, kept(key, content));
    return transaction.run(
        () -> imports.start(access, id, source, options, isDryRun), () -> discard(key));
  }

  /** Bytes of the file; nothing stays of one that can not be kept. */
  private long kept(ObjectKey key, InputStreamSource content) {
    try (InputStream in = content.getInputStream()) {
      long size = kept(key, in);
      if (size == 0) {
        throw KalemException.invalid("The file is empty.");
      }
      return size;
    } catch (IOException e) {
      discard(key);
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      discard(key);
      throw e;
    }
  }

  /** A file that lies elsewhere; the job fetches it. */
  Import start(ProjectAccess access, String url, ImportOptions options, boolean isDryRun) {
    String path = url.split("[?#]", 2)[0];
    return imports.start(
        access,
        ids.next(access.projectKey()),
        new Source(Optional.of(url), Optional.empty(), ImportFiles.bareName(path), 0),
        options,
        isDryRun);
  }

  private long kept(ObjectKey key, InputStream in) throws IOException {
    try (ObjectStore.Upload upload = objects.begin(key)) {
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        size += count;
        if (size > largest) {
          throw new KalemException(
              ErrorCode.PAYLOAD_TOO_LARGE, "A file can have at most " + largest + " bytes.");
        }
        upload.content().write(buffer, 0, count);
      }
      return upload.complete().size();
    }
  }

  private void discard(ObjectKey key) {
    try {
      objects.delete(key);
    } catch (IOException e) {
      LOG.warn("A file without an import is left behind: {}", key, e);
    }
  }
}
