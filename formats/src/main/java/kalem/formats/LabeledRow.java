package kalem.formats;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kalem.annotation.answer.Answer;
import tools.jackson.databind.JsonNode;

/**
 * One row of an export with its answer read: what every writer of another format gets. Objects on
 * video are the key frames; the frames between are asked of {@code kalem.annotation.video}.
 *
 * @param url link to the file, or embedded content; empty when it is not to be told
 * @param dataset links to all pages; empty unless the asset has pages or parts
 * @param metadata the asset's metadata as it stands, {@code {}} when unknown
 * @param stage name of the stage the task is in
 * @param updatedAt of the task
 * @param brush PNG mask of the answer
 * @param voxels NRRD mask of the answer
 * @param history earlier visits, oldest first; empty when there are none or the format does not ask
 * @param sources ways to the file itself, for the formats that need more than the labels
 * @param issues what was raised on the task; empty unless the format asks for issues
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
    List<Visit> history,
    Sources sources,
    List<ExportedIssue> issues) {
  private static final Pattern LINK = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:/)?/\\S*");

  public LabeledRow {
    dataset = List.copyOf(dataset);
    batches = List.copyOf(batches);
    history = List.copyOf(history);
    issues = List.copyOf(issues);
  }

  /** A row with its labels only. */
  public LabeledRow(
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
    this(
        externalId,
        assetId,
        taskId,
        url,
        dataset,
        metadata,
        batches,
        stage,
        updatedAt,
        answer,
        brush,
        voxels,
        history,
        Sources.NONE,
        List.of());
  }

  /** A mask that is fetched only when it is needed. */
  public interface MaskFile {
    InputStream open() throws IOException;
  }

  /** An answer that is read only when it is needed, and anew each time. */
  public interface AnswerSource {
    Answer read();
  }

  /** The text of an asset, as it is displayed; fetched only when it is needed. */
  public interface TextSource {
    String read() throws IOException;
  }

  /** The picture of a page, encoded as a browser can show it; fetched only when it is needed. */
  public interface PictureSource {
    /** The picture of a page from 0, or nothing when it can not be had. */
    Optional<InputStream> open(int page) throws IOException;
  }

  /**
   * Ways to the file of the asset.
   *
   * @param text of a text asset
   * @param pictures of an image or of the pages of one
   */
  public record Sources(Optional<TextSource> text, Optional<PictureSource> pictures) {
    public static final Sources NONE = new Sources(Optional.empty(), Optional.empty());

    public static Sources ofText(TextSource text) {
      return new Sources(Optional.of(text), Optional.empty());
    }

    public static Sources ofPictures(PictureSource pictures) {
      return new Sources(Optional.empty(), Optional.of(pictures));
    }
  }

  /**
   * An earlier visit of a stage (export-format section 13).
   *
   * @param duration active milliseconds
   * @param source of the answer, which few formats look at
   */
  public record Visit(
      String stage,
      String stageId,
      long duration,
      Instant completedAt,
      Optional<String> completedBy,
      Optional<String> reviewStatus,
      AnswerSource source) {

    /** A visit whose answer is known already. */
    public Visit(
        String stage,
        String stageId,
        long duration,
        Instant completedAt,
        Optional<String> completedBy,
        Optional<String> reviewStatus,
        Answer answer) {
      this(stage, stageId, duration, completedAt, completedBy, reviewStatus, () -> answer);
    }

    public Answer answer() {
      return source.read();
    }
  }

  public Media media() {
    return Media.of(metadata);
  }

  /** The text of the asset: from its source, or embedded; nothing when there is only a link. */
  public Optional<String> text() throws IOException {
    if (sources.text().isPresent()) {
      return Optional.of(sources.text().get().read());
    }
    return url.filter(content -> !isLink(content));
  }

  /** Whether the content of an asset says where its file lies, and is not the text itself. */
  public static boolean isLink(String content) {
    return LINK.matcher(content).matches();
  }

  public LabeledRow withSources(Sources changed) {
    return new LabeledRow(
        externalId,
        assetId,
        taskId,
        url,
        dataset,
        metadata,
        batches,
        stage,
        updatedAt,
        answer,
        brush,
        voxels,
        history,
        changed,
        issues);
  }

  public LabeledRow withIssues(List<ExportedIssue> changed) {
    return new LabeledRow(
        externalId,
        assetId,
        taskId,
        url,
        dataset,
        metadata,
        batches,
        stage,
        updatedAt,
        answer,
        brush,
        voxels,
        history,
        sources,
        changed);
  }
}
