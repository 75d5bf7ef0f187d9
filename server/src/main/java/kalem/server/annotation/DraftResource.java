package kalem.server.annotation;

import java.util.List;
import java.util.Objects;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Autosave of single objects. */
@RestController
@RequestMapping("/v2/task/{taskId}/draft")
class DraftResource {
  private final Drafts drafts;

  DraftResource(Drafts drafts) {
    this.drafts = drafts;
  }

  record DraftRequest(
      @Nullable Integer baseVersion,
      @Nullable JsonNode upserts,
      @Nullable List<@Nullable String> deletes,
      @Nullable Boolean earlier) {}

  record SavedDraft(int version, String savedAt) {}

  record Discarded(int version) {}

  /**
   * Saves objects as they are now: each upsert is a whole object in export form ({@code from} or
   * {@code group}: a relation; {@code answer}: a classification; else a tool object).
   */
  @PutMapping
  @Requires(Action.LABEL)
  Success<SavedDraft> save(
      ProjectAccess access, @PathVariable String taskId, @RequestBody DraftRequest request) {
    Drafts.Saved saved =
        drafts.save(
            access,
            taskId,
            version(request),
            Objects.requireNonNullElseGet(request.upserts(), Json.MAPPER::createArrayNode),
            Objects.requireNonNullElse(request.deletes(), List.<@Nullable String>of()).stream()
                .filter(Objects::nonNull)
                .toList());
    return Success.of(new SavedDraft(saved.version(), Timestamps.format(saved.savedAt())));
  }

  /** Throws the draft away; with {@code earlier} that of earlier visits instead. */
  @DeleteMapping
  @Requires(Action.LABEL)
  Success<Discarded> discard(
      ProjectAccess access, @PathVariable String taskId, @RequestBody DraftRequest request) {
    if (Boolean.TRUE.equals(request.earlier())) {
      return Success.of(new Discarded(drafts.discardEarlier(access, taskId)));
    }
    return Success.of(new Discarded(drafts.discard(access, taskId, version(request))));
  }

  private static int version(DraftRequest request) {
    if (request.baseVersion() == null) {
      throw KalemException.invalid("baseVersion must be given.");
    }
    return request.baseVersion();
  }
}
