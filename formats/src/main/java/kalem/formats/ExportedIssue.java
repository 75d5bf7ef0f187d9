package kalem.formats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.json.JsonText;

/**
 * One issue raised on a task (export-format section 15).
 *
 * @param labelTask id of the task
 * @param stage name of the stage where it was raised
 * @param createdBy e-mail
 * @param updatedAt only when it was changed since
 * @param status {@code Open}, {@code Resolved} or {@code Closed}
 * @param contentMentions e-mails
 * @param place what it is about; empty for an issue on the task as a whole
 * @param errorCodes what kind of mistake it tells of
 */
public record ExportedIssue(
    String id,
    Asset asset,
    String labelTask,
    String stage,
    String stageId,
    String createdBy,
    Instant createdAt,
    Optional<Instant> updatedAt,
    String status,
    String content,
    List<String> contentMentions,
    List<Comment> comments,
    Optional<Place> place,
    Range range,
    List<ErrorCode> errorCodes) {
  public ExportedIssue {
    contentMentions = List.copyOf(contentMentions);
    comments = List.copyOf(comments);
    errorCodes = List.copyOf(errorCodes);
  }

  /**
   * The asset of the task.
   *
   * @param url link to the file, or embedded content
   * @param batches batch names
   */
  public record Asset(String id, String url, String externalId, List<String> batches) {
    public Asset {
      batches = List.copyOf(batches);
    }
  }

  /**
   * An answer to the issue.
   *
   * @param createdBy e-mail
   */
  public record Comment(String createdBy, String content, Instant createdAt) {}

  /** A kind of mistake, as the project lists them. */
  public record ErrorCode(String category, String name, Optional<String> key) {}

  /** What an issue is about: an object or a place, never both. */
  public sealed interface Place {
    /** One object or answer of the task. */
    record OnObject(String objectId) implements Place {}

    /**
     * A place on the asset.
     *
     * @param text JSON: {@code [x, y]} pixels, {@code 12} an offset in a text, {@code [start, end]}
     *     seconds
     */
    record At(String text) implements Place {}

    /** A place in a point cloud, handed back as it was given. */
    record InPointCloud(JsonText details) implements Place {}
  }

  /**
   * The part of the asset that it is about.
   *
   * @param page page or frame from 0
   * @param pageEnd last page of several
   * @param dataIndex part of a bundled asset
   * @param plane {@code A}, {@code S} or {@code C} of a volume
   */
  public record Range(
      OptionalInt page, OptionalInt pageEnd, OptionalInt dataIndex, Optional<String> plane) {
    public static final Range WHOLE =
        new Range(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }
}
