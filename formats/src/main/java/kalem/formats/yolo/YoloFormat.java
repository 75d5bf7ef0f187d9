package kalem.formats.yolo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.BadImportException;
import kalem.formats.FileSink;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.image.Folder;
import tools.jackson.databind.JsonNode;

/**
 * YOLO: one text file for each picture, whose lines hold the number of a class and shares of width
 * and height (export-format section 17.4).
 *
 * <p>It holds one kind of shape at a time, with six decimals, and nothing else: no answers of
 * objects, no relations but poses, no ids. Of shapes that are no boxes, detection keeps the box.
 *
 * <p>Options of the writer: {@code kind}: {@code detection} (default), {@code obb}, {@code
 * segmentation}, {@code pose} or {@code classification}; {@code question}, title or schemaId of the
 * question for classification; {@code include_key_frames_only}. Options of the reader: {@code
 * kind}, found out when not given; {@code sizes}: {@code {"a.jpg": [width, height]}} for pictures
 * that are not in the folder; {@code question}, the title of the question for classification.
 */
public final class YoloFormat implements LabelFormat {
  static final String ID = "yolo";
  private static final int LOOKED_AT = 5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "YOLO";
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
  public boolean recognizes(Path root) {
    try {
      Folder folder = new Folder(root);
      if (!Files.isDirectory(root) || DataSetFinder.find(folder).isEmpty()) {
        return false;
      }
      boolean isList = folder.file(YoloWriter.CLASSIFICATION).isPresent();
      List<Path> files = LabelFiles.some(folder, LOOKED_AT);
      return isList || files.stream().anyMatch(YoloFormat::hasLines);
    } catch (RuntimeException unreadable) {
      // Whatever ails a folder, it is then not recognized.
      return false;
    }
  }

  /** An empty file is one, too: a picture on which there is nothing. */
  private static boolean hasLines(Path file) {
    try {
      Optional<String> first =
          Folder.text(file).lines().filter(line -> !line.isBlank()).findFirst();
      return first.isEmpty() || first.flatMap(Line::of).filter(Line::isLabel).isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    Folder folder = new Folder(root);
    DataSet dataSet =
        DataSetFinder.find(folder)
            .orElseThrow(
                () ->
                    new BadImportException(
                        "There is no data.yaml, obj.names or classes.txt that names the classes."));
    boolean isList = folder.file(YoloWriter.CLASSIFICATION).isPresent();
    return isList
        ? new ClassificationReader(folder, dataSet, config)
        : new YoloReader(folder, dataSet, config);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    return new YoloWriter(files, schema, YoloOptions.of(config, schema));
  }
}
