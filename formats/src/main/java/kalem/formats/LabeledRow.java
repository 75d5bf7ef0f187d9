package kalem.formats;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import tools.jackson.databind.JsonNode;

/**
 * One row of an export with its answer read: what every writer of another format gets. Objects on
 * video are the key frames; the frames between are asked of {@code kalem.annotation.video}.
 *
 * @param url link to the file, or embedded content
 * @param dataset links to all pages; empty unless the asset has pages or parts
 * @param metadata the asset's metadata as it stands, {@code {}} when unknown
 * @param stage name of the stage the task is in
 * @param updatedAt of the task
 * @param brush PNG mask of the answer
 * @param voxels NRRD mask of the answer
 * @param history earlier visits, oldest first; empty when the export has none
 */
public record LabeledRow(
    String externalId,
    String assetId,
    String taskId,
    Optional<String> url,
    List<String> dataset,
    JsonNode metadata,
    List<String> batches,
    String stage,
    Instant updatedAt,
    Answer answer,
    Optional<MaskFile> brush,
    Optional<MaskFile> voxels,
    List<Visit> history) {
  public LabeledRow {
    dataset = List.copyOf(dataset);
    batches = List.copyOf(batches);
    history = List.copyOf(history);
  }

  /** A mask that is fetched only when it is needed. */
  public interface MaskFile {
    InputStream open() throws IOException;
  }

  /**
   * An earlier visit of a stage (export-format section 13).
   *
   * @param duration active milliseconds
   */
  public record Visit(
      String stage,
      String stageId,
      long duration,
      Instant completedAt,
      Optional<String> completedBy,
      Optional<String> reviewStatus,
      Answer answer) {}

  public Media media() {
    return Media.of(metadata);
  }
}
