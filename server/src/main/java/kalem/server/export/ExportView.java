package kalem.server.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import kalem.server.kernel.Timestamps;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.SignedLinks;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An export as clients see it. Each look makes a fresh link.
 *
 * @param status the state once more, under the name that lists of exports have for it
 * @param tasks the total once more, likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExportView(
    @JsonProperty("_id") String id,
    String project,
    String state,
    String status,
    int progress,
    long tasksDone,
    long tasksTotal,
    long tasks,
    @Nullable String exportPath,
    @Nullable String fileName,
    @Nullable Long size,
    @Nullable String error,
    String createdAt,
    String createdBy,
    @Nullable String finishedAt,
    @Nullable String expiresAt,
    JsonNode options) {

  static ExportView of(String projectId, Export export, SignedLinks links) {
    return new ExportView(
        export.id(),
        projectId,
        export.state().wireName(),
        export.state().wireName(),
        export.progress(),
        export.tasksDone(),
        export.tasksTotal(),
        export.tasksTotal(),
        export.file().map(file -> link(file, links)).orElse(null),
        export.file().map(Export.ExportFile::name).orElse(null),
        export.file().map(Export.ExportFile::size).orElse(null),
        export.error().orElse(null),
        Timestamps.format(export.createdAt()),
        export.createdBy(),
        export.finishedAt().map(Timestamps::format).orElse(null),
        export.expiresAt().map(Timestamps::format).orElse(null),
        export.request().json());
  }

  static String link(Export.ExportFile file, SignedLinks links) {
    return links.download(new ObjectKey(file.objectKey()), SignedLinks.EXPORT_LIFE, file.name());
  }
}
