package kalem.formats.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.BadImportException;
import kalem.formats.FileList;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import tools.jackson.databind.JsonNode;

/**
 * PNG masks. Options of writing: those of {@link MaskOptions}. Of reading: {@code
 * segmentation_mode}, {@code semantic_segmentation} (the default, one object per class) or {@code
 * instance_segmentation} (one per connected area); {@code classes}, titles by value or by color
 * such as {@code #FF8000}, where there is no {@code class_map.json}. Interlaced files are not read.
 */
public final class MasksFormat implements LabelFormat {
  static final String CLASS_MAP = "class_map.json";
  static final String OVERLAY = "_overlay.png";
  private static final String INSTANCES = "instance_segmentation";
  private static final String CLASSES = "semantic_segmentation";

  @Override
  public String id() {
    return "masks";
  }

  @Override
  public String title() {
    return "PNG masks";
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
    return Files.isRegularFile(root.resolve(CLASS_MAP), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    FormatConfig options = new FormatConfig(config);
    boolean isByInstance =
        options.choice("segmentation_mode", CLASSES, Set.of(INSTANCES, CLASSES)).equals(INSTANCES);
    List<Path> files =
        FileList.of(root, List.of(".png")).stream()
            .filter(file -> !file.toString().endsWith(OVERLAY))
            .toList();
    if (files.isEmpty()) {
      throw new BadImportException("There is no file that ends in .png.");
    }
    ClassMap map =
        recognizes(root)
            ? ClassMap.read(root.resolve(CLASS_MAP))
            : ClassMap.of(options.textMap("classes"));
    return new MasksReader(root, files, map, isByInstance);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    return new MasksWriter(files, schema, MaskOptions.of(config));
  }
}
