package kalem.formats.cvat;

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
 * CVAT's XML 1.1: {@code annotations.xml} for all pictures, and a file with tracks for each video.
 *
 * <p>It holds boxes, turned boxes, polygons, polylines, points, circles as ellipses, and masks;
 * segmentations and brush traces become masks. Nested answers are attributes, one with several
 * values as a JSON list; the answer {@code occluded} is the mark of that name. Answers about a
 * picture are tags, with the attribute {@code answer} unless it is yes. A group of points with the
 * title of their class is one element; other groups are numbers without a title. It has no place
 * for text spans, areas of documents, shapes in volumes, other relations and object ids. On video
 * it has no tags and no masks: a segmentation of one zone without holes becomes a polygon.
 *
 * <p>Reading, an ellipse that is no circle becomes a polygon, a skeleton a group of points; cuboids
 * are left out. A file with tracks is read into memory, key frame by key frame.
 *
 * <p>Option of the writer: {@code include_key_frames_only}: of a video only the key frames, without
 * those that CVAT would interpolate itself.
 */
public final class CvatFormat implements LabelFormat {
  static final String ID = "cvat";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "CVAT XML 1.1";
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
    return CvatFiles.recognizes(root);
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    return new CvatReader(root);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config) {
    boolean onlyKeyFrames = new FormatConfig(config).flag("include_key_frames_only", false);
    return new CvatWriter(files, schema, onlyKeyFrames);
  }
}
