package kalem.formats.datumaro;

import java.io.IOException;
import java.nio.file.Path;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import tools.jackson.databind.JsonNode;

/**
 * The JSON of Datumaro 1: a file {@code annotations/<subset>.json} with categories and items.
 *
 * <p>It holds boxes, polygons, polylines, points, circles as ellipses, and masks; segmentations and
 * brush traces become masks. A turned box is the polygon of its corners with the attribute {@code
 * rotation}. A group of points with the title of their class is one annotation, other groups are
 * numbers, whose titles stand in an attribute of the item. Nested answers and object ids are
 * attributes. Options that were chosen are labels under their question, yes and no is a label with
 * the attribute {@code answer}, a text is a caption. It has no place for text spans, areas of
 * documents, shapes in volumes and other relations. Frames of a video become pictures.
 *
 * <p>Reading, an ellipse that is no circle becomes a polygon; cuboids and pictures as annotations
 * are left out, and subsets are not kept.
 *
 * <p>Options of the writer: {@code subset} (default {@code default}), {@code
 * include_key_frames_only}.
 */
public final class DatumaroFormat implements LabelFormat {
  static final String ID = "datumaro";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Datumaro";
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
    return DatumaroFiles.recognizes(root);
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    return new DatumaroReader(root);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    FormatConfig options = new FormatConfig(config);
    String subset = options.text("subset").orElse("default");
    if (!FileNames.safe(subset).equals(subset) || subset.contains("/")) {
      throw new IllegalArgumentException("The option subset must be a plain name.");
    }
    return new DatumaroWriter(
        files, schema, subset, options.flag("include_key_frames_only", false));
  }
}
