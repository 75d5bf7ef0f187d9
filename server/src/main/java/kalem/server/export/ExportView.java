package kalem.server.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An export as clients see it. Each look makes a fresh link.
 *
 * @param status the state once more, under the name that lists of exports have for it
 * @param tasks the total once more, likewise
 * @param rows how many were written, once it is ready
 * @param durationMs from the first beginning of the work to its end
 * @param storage absent where the zip lies in the hub's own storage
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExportView(
    @JsonProperty("_id") String id,
    String project,
    String format,
    String state,
    String status,
    int progress,
    long tasksDone,
    long tasksTotal,
    long tasks,
    @Nullable Long rows,
    @Nullable String exportPath,
    @Nullable String fileName,
    @Nullable Long size,
    @Nullable ExportPlaceView storage,
    @Nullable String error,
    String createdAt,
    String createdBy,
    @Nullable String finishedAt,
    @Nullable Long durationMs,
    @Nullable String expiresAt,
    @Nullable String deletedAt,
    JsonNode options) {

  /** Where a zip lies, with the name the storage had when the export was asked for. */
  record ExportPlaceView(String name, String bucket, String path) {}

  static ExportView of(String projectId, Export export, ExportPlaces places) {
    return new ExportView(
        export.id(),
        projectId,
        export.request().format(),
        export.state().wireName(),
        export.state().wireName(),
        export.progress(),
        export.tasksDone(),
        export.tasksTotal(),
        export.tasksTotal(),
        export.state() == ExportState.READY ? export.tasksDone() : null,
        export.deletedAt().isPresent() ? null : places.linkIfAny(export).orElse(null),
        export.file().map(Export.ExportFile::name).orElse(null),
        export.file().map(Export.ExportFile::size).orElse(null),
        export
            .place()
            .map(place -> new ExportPlaceView(place.storageName(), place.bucket(), place.path()))
            .orElse(null),
        export.error().orElse(null),
        Timestamps.format(export.createdAt()),
        export.createdBy(),
        time(export.finishedAt()),
        export.duration().map(Duration::toMillis).orElse(null),
        time(export.expiresAt()),
        time(export.deletedAt()),
        export.request().json());
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Timestamps::format).orElse(null);
  }
}
