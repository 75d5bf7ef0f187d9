package kalem.server.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.ProjectGate;
import kalem.server.access.ProjectRole;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.storage.Storage.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The storages of the caller's organization (api.md 12.3, data.md 16). Secret keys go in and never
 * come out.
 */
@RestController
@RequestMapping("/v2/storages")
class StoragesResource {
  private static final String HIDDEN = "••••";

  /** Clients list without paging and must then get everything. */
  private static final int EVERYTHING = 10_000;

  private final Storages storages;
  private final StorageReader reader;
  private final StorageCheck check;
  private final ProjectGate projects;

  StoragesResource(
      Storages storages, StorageReader reader, StorageCheck check, ProjectGate projects) {
    this.storages = storages;
    this.reader = reader;
    this.check = check;
    this.projects = projects;
  }

  /**
   * A storage as clients see it, under the names of the client and of the documentation.
   *
   * @param privateKey dots, or absent where there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StorageView(
      @JsonProperty("_id") String id,
      String name,
      String provider,
      String type,
      @Nullable String publicKey,
      @Nullable String privateKey,
      @Nullable String region,
      @Nullable String endpoint,
      @Nullable Boolean pathStyle,
      @Nullable String bucket,
      @Nullable String folder,
      String createdAt,
      String createdBy,
      @Nullable Validation validation) {

    static StorageView of(Storage storage, @Nullable Validation validation) {
      String created = Timestamps.format(storage.createdAt());
      return switch (storage.place()) {
        case Place.S3Account account ->
            new StorageView(
                storage.id(),
                storage.name(),
                "AWS",
                "aws",
                account.keys().id(),
                HIDDEN,
                account.region(),
                account.endpoint().map(URI::toString).orElse(null),
                account.pathStyle(),
                account.bucket().orElse(null),
                null,
                created,
                storage.createdBy(),
                validation);
        case Place.Folder(var path) ->
            new StorageView(
                storage.id(),
                storage.name(),
                "FOLDER",
                "folder",
                null,
                null,
                null,
                null,
                null,
                null,
                path.toString(),
                created,
                storage.createdBy(),
                validation);
      };
    }
  }

  /** Whether a new storage could be reached: {@code passed} or {@code failed} with the reason. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Validation(String state, @Nullable String reason) {}

  record StorageData(StorageView storage) {}

  record StorageList(List<StorageView> storages, long total) {}

  record CheckView(String name, String state, String message, String permission) {}

  record CheckList(List<CheckView> checks) {}

  /** What is to be tried. */
  record CheckRequest(@Nullable String bucket, @Nullable String path) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileView(String key, String name, long size, String lastModified, @Nullable String url) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileList(List<FileView> files, List<String> folders, @Nullable String nextToken) {}

  /** For leads and managers of projects, who may use them, and for administrators. */
  @GetMapping
  @Requires(Action.USE_ACCOUNT)
  Success<StorageList> list(
      Caller caller,
      @RequestParam(name = "_id", defaultValue = "") String id,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer limit) {
    requireUse(caller);
    List<Storage> all =
        storages.list(caller).stream()
            .filter(storage -> id.isEmpty() || storage.id().equals(id))
            .toList();
    Stream<Storage> shown = all.stream().limit(EVERYTHING);
    if (page != null || limit != null) {
      PageRequest wanted = new PageRequest(page == null ? 1 : page, limit == null ? 10 : limit);
      shown = all.stream().skip(wanted.offset()).limit(wanted.limit());
    }
    return Success.of(
        new StorageList(shown.map(each -> StorageView.of(each, null)).toList(), all.size()));
  }

  private void requireUse(Caller caller) {
    if (projects.highestRole(caller).filter(r -> r.includes(ProjectRole.LEAD)).isEmpty()) {
      throw KalemException.forbidden(
          "Storages are seen by leads and managers of projects and by administrators.");
    }
  }

  /** Keeps the storage also when it can not be reached, and says so. */
  @PostMapping
  @Requires(Action.MANAGE_ORGANIZATION)
  @ResponseStatus(HttpStatus.CREATED)
  Success<StorageData> add(Caller caller, @RequestBody JsonNode body) {
    Storage storage = storages.add(caller, reader.read(body));
    Validation validation =
        check
            .fault(storage)
            .map(reason -> new Validation("failed", reason))
            .orElseGet(() -> new Validation("passed", null));
    return Success.of(new StorageData(StorageView.of(storage, validation)));
  }

  @DeleteMapping("/{storageId}")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<StorageData> remove(
      Caller caller,
      @PathVariable String storageId,
      @RequestParam(defaultValue = "false") boolean force) {
    Storage removed = storages.remove(caller, storageId, force);
    return Success.of(new StorageData(StorageView.of(removed, null)));
  }

  @PostMapping("/{storageId}/validate")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<CheckList> validate(
      Caller caller, @PathVariable String storageId, @RequestBody CheckRequest request) {
    Storage storage = storages.get(caller, storageId);
    String bucket = Optional.ofNullable(request.bucket()).orElse("").trim();
    String folder = StoragePath.of(Optional.ofNullable(request.path()).orElse(""));
    return Success.of(
        new CheckList(
            check.all(storage, bucket, folder).stream()
                .map(
                    step ->
                        new CheckView(
                            step.name(),
                            step.state().name().toLowerCase(Locale.ROOT),
                            step.message(),
                            step.permission()))
                .toList()));
  }

  /**
   * What lies in a folder of a bucket. The client's retries on throttling are done here by the
   * vendor's library, whatever {@code retryOnSlowDown} says.
   */
  @GetMapping("/{storageId}/files")
  @Requires(Action.USE_ACCOUNT)
  Success<FileList> files(
      Caller caller,
      @PathVariable String storageId,
      @RequestParam(defaultValue = "") String bucketName,
      @RequestParam(defaultValue = "") String path,
      @RequestParam(defaultValue = "true") boolean getSignedUrls,
      @RequestParam(required = false) @Nullable String token) {
    requireUse(caller);
    Storage storage = storages.get(caller, storageId);
    String folder = StoragePath.of(path);
    try {
      StorageBucket bucket = storages.open(storage, bucketName);
      StorageBucket.Listing listing =
          bucket.list(folder.isEmpty() ? "" : folder + "/", Optional.ofNullable(token), 1000);
      return Success.of(
          new FileList(
              listing.files().stream().map(file -> view(bucket, file, getSignedUrls)).toList(),
              listing.folders(),
              listing.next().orElse(null)));
    } catch (IOException e) {
      throw StorageFaults.told(e);
    }
  }

  private static FileView view(StorageBucket bucket, StoredObject file, boolean withUrl) {
    return new FileView(
        file.key().value(),
        file.key().fileName(),
        file.size(),
        Timestamps.format(file.modifiedAt()),
        withUrl ? bucket.read(file.key(), SignedLinks.READ_LIFE) : null);
  }
}
