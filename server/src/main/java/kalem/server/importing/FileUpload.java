package kalem.server.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.AssetContent.Stored;
import kalem.server.asset.AssetFields;
import kalem.server.asset.NewAsset;
import kalem.server.importing.ImportItem.Good;
import kalem.server.importing.ImportReport.Failed;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.storage.CompensatedTransaction;
import kalem.server.storage.FileKeys;
import kalem.server.storage.FileType;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.node.ObjectNode;

/** Stores the files of a form and imports them. */
@Component
class FileUpload {
  private static final Logger LOG = LoggerFactory.getLogger(FileUpload.class);

  private final AssetImport assetImport;
  private final ObjectStore store;
  private final FileKeys keys;
  private final StoredImages images;
  private final CompensatedTransaction transaction;

  FileUpload(
      AssetImport assetImport,
      ObjectStore store,
      FileKeys keys,
      StoredImages images,
      CompensatedTransaction transaction) {
    this.assetImport = assetImport;
    this.store = store;
    this.keys = keys;
    this.images = images;
    this.transaction = transaction;
  }

  ImportReport run(
      ProjectAccess access, List<MultipartFile> files, List<String> batchIds, int priority) {
    List<ObjectKey> stored = new ArrayList<>();
    List<Good> good = new ArrayList<>();
    List<Failed> failed = new ArrayList<>();
    try {
      for (int i = 0; i < files.size(); i++) {
        String name = name(files.get(i));
        try {
          NewAsset asset = asset(access, files.get(i), name, batchIds, priority, stored);
          good.add(new Good(i, asset, true, Optional.empty()));
        } catch (KalemException e) {
          failed.add(new Failed(i, name, String.valueOf(e.getMessage())));
        }
      }
    } catch (RuntimeException e) {
      stored.forEach(this::discard);
      throw e;
    }
    return transaction.run(
        () -> assetImport.add(access, good, failed), () -> stored.forEach(this::discard));
  }

  /** Some browsers send the path on the sender's machine as well. */
  private static String name(MultipartFile file) {
    String path = Optional.ofNullable(file.getOriginalFilename()).orElse("");
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.isEmpty() ? "file" : name;
  }

  private NewAsset asset(
      ProjectAccess access,
      MultipartFile file,
      String name,
      List<String> batchIds,
      int priority,
      List<ObjectKey> stored) {
    String externalId = AssetFields.checkedExternalId(name);
    ObjectKey key = keys.inProject(access.projectId(), FileType.ASSETS, name);
    StoredObject object = put(key, file);
    stored.add(key);
    ObjectNode metadata = Json.object();
    images.measure(key, metadata);
    return new NewAsset(
        externalId,
        new Stored(key, object.size()),
        metadata.toString(),
        Optional.empty(),
        "[]",
        batchIds,
        priority);
  }

  private StoredObject put(ObjectKey key, MultipartFile file) {
    try (InputStream in = file.getInputStream()) {
      return store.put(key, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void discard(ObjectKey key) {
    try {
      store.delete(key);
    } catch (IOException e) {
      LOG.warn("A file without an asset is left behind: {}", key, e);
    }
  }
}
