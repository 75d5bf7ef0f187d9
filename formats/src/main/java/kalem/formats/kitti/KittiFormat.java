package kalem.formats.kitti;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.image.Folder;
import tools.jackson.databind.JsonNode;

/**
 * KITTI: {@code label_2/<name>.txt}, a line for each box (export-format section 17.3).
 *
 * <p>It holds boxes, and boxes around other shapes, with two decimals, and cuboids of point clouds
 * with the frame of the camera. Of answers it holds those to questions called truncated, occluded
 * and alpha. Titles lose their blanks; ids, relations and names with an extension have no place.
 *
 * <p>Options of the writer: {@code include_key_frames_only}. Options of the reader: {@code
 * objects}: {@code boxes} (default) or {@code cuboids}, which of the two a line is read as; {@code
 * extension} of the pictures, such as {@code .png}, when they are not in the folder.
 */
public final class KittiFormat implements LabelFormat {
  static final String ID = "kitti";
  static final String LABELS = "label_2/";
  private static final int LOOKED_AT = 5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "KITTI";
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
      return Files.isDirectory(root)
          && new Folder(root)
              .someFiles(KittiFormat::isLabel, LOOKED_AT).stream().anyMatch(KittiFormat::hasLines);
    } catch (RuntimeException unreadable) {
      // Whatever ails a folder, it is then not recognized.
      return false;
    }
  }

  static boolean isLabel(Path file) {
    return Folder.hasExtension(file, ".txt");
  }

  private static boolean hasLines(Path file) {
    try {
      Optional<String> first =
          Folder.text(file).lines().filter(line -> !line.isBlank()).findFirst();
      return first.flatMap(KittiLine::of).isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    return new KittiReader(new Folder(root), config);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    boolean onlyKeyFrames = new FormatConfig(config).flag("include_key_frames_only", false);
    return new KittiWriter(files, schema, onlyKeyFrames);
  }
}
