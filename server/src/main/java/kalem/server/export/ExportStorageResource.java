package kalem.server.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the exports of a project go (export-format section 5, data.md 16). */
@RestController
@RequestMapping("/v2/project/{projectId}/exportStorage")
class ExportStorageResource {
  private final ExportStorages storages;

  ExportStorageResource(ExportStorages storages) {
    this.storages = storages;
  }

  /**
   * An export storage as clients see and send it.
   *
   * @param storage id of a storage of the organization
   * @param storageName only in answers; absent when there is no such storage any more
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ExportStorageView(
      @Nullable Boolean enabled,
      @Nullable String storage,
      @Nullable String storageName,
      @Nullable String bucket,
      @Nullable String path) {}

  record ExportStorageData(ExportStorageView exportStorage) {}

  @GetMapping
  @Requires(Action.EXPORT)
  Success<ExportStorageData> get(ProjectAccess access) {
    return data(access, storages.get(access));
  }

  /** Writes and deletes a small file there first; refuses with the storage's own words. */
  @PutMapping
  @Requires(Action.EDIT_PROJECT)
  Success<ExportStorageData> put(ProjectAccess access, @RequestBody ExportStorageView wanted) {
    ExportStorage asked =
        new ExportStorage(
            Boolean.TRUE.equals(wanted.enabled()),
            Objects.requireNonNullElse(wanted.storage(), ""),
            Objects.requireNonNullElse(wanted.bucket(), ""),
            Objects.requireNonNullElse(wanted.path(), ""));
    return data(access, storages.put(access, asked));
  }

  private Success<ExportStorageData> data(ProjectAccess access, ExportStorage storage) {
    return Success.of(
        new ExportStorageData(
            new ExportStorageView(
                storage.enabled(),
                storage.storage(),
                storages.name(access, storage).orElse(null),
                storage.bucket(),
                storage.path())));
  }
}
