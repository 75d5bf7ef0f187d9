package kalem.formats.ango;

/**
 * What goes into an export (export-format section 2).
 *
 * @param includeAssets links to the files
 * @param includeMetadata who made and changed each annotation
 * @param includeHistory earlier stages with their answers
 * @param includeOnlyKeyFrames without it, the frames between key frames are written as well
 * @param includeIdleBlurDurations idle and blur times
 * @param includeSegmentationPoints without them segmentations are {@code {}}
 * @param includePdfImages base64 images of PDF areas, which are large
 */
public record ExportOptions(
    ExportFormat format,
    ExportVersion version,
    VideoFormat videoFormat,
    boolean includeAssets,
    boolean includeMetadata,
    boolean includeHistory,
    boolean includeOnlyKeyFrames,
    boolean includeIdleBlurDurations,
    boolean includeSegmentationPoints,
    boolean includePdfImages) {
  public static final ExportOptions DEFAULT =
      new ExportOptions(
          ExportFormat.JSON,
          ExportVersion.CURRENT,
          VideoFormat.FLAT,
          true,
          true,
          true,
          false,
          false,
          true,
          false);

  public ExportOptions withFormat(ExportFormat changed) {
    return new ExportOptions(
        changed,
        version,
        videoFormat,
        includeAssets,
        includeMetadata,
        includeHistory,
        includeOnlyKeyFrames,
        includeIdleBlurDurations,
        includeSegmentationPoints,
        includePdfImages);
  }
}
