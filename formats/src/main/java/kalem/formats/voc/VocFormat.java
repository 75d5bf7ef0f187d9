package kalem.formats.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.image.Folder;
import tools.jackson.databind.JsonNode;

/**
 * Pascal VOC: {@code Annotations/<name>.xml}, {@code ImageSets/Main/trainval.txt} and the {@code
 * labelmap.txt} that Datumaro and CVAT read.
 *
 * <p>It holds boxes, and boxes around other shapes, the answers of objects as attributes, and as
 * parts what a relation called part ties to an object. It has no place for answers about the
 * picture, for other relations and for ids. Masks of classes ({@code SegmentationClass}) are
 * neither written nor read; the mask format is for them.
 *
 * <p>Options of writer and reader: {@code coordinates}: {@code pixels} (default) or {@code devkit},
 * which counts whole pixels from 1. Option of the writer: {@code include_key_frames_only}.
 */
public final class VocFormat implements LabelFormat {
  static final String ID = "voc";
  static final String ANNOTATIONS = "Annotations/";
  private static final int LOOKED_AT = 5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Pascal VOC";
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
      if (!Files.isDirectory(root)) {
        return isXml(root) && isPage(root);
      }
      return new Folder(root)
          .someFiles(VocFormat::isXml, LOOKED_AT).stream().anyMatch(VocFormat::isPage);
    } catch (RuntimeException unreadable) {
      // Whatever ails a folder, it is then not recognized.
      return false;
    }
  }

  static boolean isXml(Path file) {
    return Folder.hasExtension(file, ".xml");
  }

  /** LabelMe calls its root alike, but has polygons where VOC has boxes. */
  private static boolean isPage(Path file) {
    try {
      XmlElement root = new XmlParser().parse(Folder.text(file));
      boolean hasBox = root.children("object").stream().anyMatch(each -> each.has("bndbox"));
      boolean hasSize = root.has("size") && root.has("filename");
      return root.name().equals("annotation")
          && (hasBox || (hasSize && root.children("object").isEmpty()));
    } catch (IOException | XmlParser.BrokenException broken) {
      return false;
    }
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    return new VocReader(root, config);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    FormatConfig options = new FormatConfig(config);
    return new VocWriter(
        files, schema, Coordinates.of(options), options.flag("include_key_frames_only", false));
  }
}
