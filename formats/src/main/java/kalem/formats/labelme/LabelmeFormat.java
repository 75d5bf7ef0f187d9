package kalem.formats.labelme;

import java.io.IOException;
import java.nio.file.Path;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import tools.jackson.databind.JsonNode;

/**
 * The JSON files of LabelMe, one per picture.
 *
 * <p>They hold boxes, turned boxes, polygons, lines, circles, points and masks; segmentations and
 * brush traces become masks. Answers yes or no are flags; other answers, ids of objects and titles
 * of groups stand in members of ours, which LabelMe carries along. It has no place for text spans,
 * areas of documents, shapes in volumes, relations other than groups, and an object can be in one
 * group only. A spline becomes the line along its curve. Frames of a video become pictures.
 *
 * <p>Option of the writer: {@code include_key_frames_only}.
 */
public final class LabelmeFormat implements LabelFormat {
  static final String ID = "labelme";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "LabelMe";
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public boolean recognizes(Path root) throws IOException {
    return LabelmeFiles.recognizes(root);
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    return new LabelmeReader(root);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config) {
    boolean onlyKeyFrames = new FormatConfig(config).flag("include_key_frames_only", false);
    return new LabelmeWriter(files, schema, onlyKeyFrames);
  }
}
