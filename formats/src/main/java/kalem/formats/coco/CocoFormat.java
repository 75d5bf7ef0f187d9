package kalem.formats.coco;

import java.io.IOException;
import java.nio.file.Path;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import tools.jackson.databind.JsonNode;

/**
 * COCO as its own API reads it: {@code annotations.json} with images, categories and annotations
 * (export-format section 17.2).
 *
 * <p>It holds boxes, polygons, segmentations (with holes as run lengths), points, groups of points
 * as keypoints, circles as rings, brush traces as run lengths and answers as attributes. It has no
 * place for lines, text spans, areas of documents, shapes in volumes, relations other than
 * skeletons, locks and histories.
 *
 * <p>Options of the writer: {@code file}, {@code box_as_polygon}, {@code include_key_frames_only}.
 * Options of the reader: {@code tool}: {@code auto} (default), {@code bounding-box}, {@code
 * polygon} or {@code segmentation}, as which kind of object annotations are taken.
 */
public final class CocoFormat implements LabelFormat {
  static final String ID = "coco";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "COCO";
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
    return CocoFiles.recognizes(root);
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    return new CocoReader(CocoFiles.of(root), config);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    return new CocoWriter(files, schema, CocoOptions.of(config));
  }
}
