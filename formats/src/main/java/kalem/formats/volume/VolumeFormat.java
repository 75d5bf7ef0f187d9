package kalem.formats.volume;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.BadImportException;
import kalem.formats.FileList;
import kalem.formats.FileSink;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import tools.jackson.databind.JsonNode;

/** A format with one volume of labels per asset. It has no options. */
public abstract class VolumeFormat implements LabelFormat {
  private final String id;
  private final String title;
  private final List<String> endings;

  /**
   * @param endings of files, lower case; the first is written, and where one ends in another the
   *     longer stands first
   */
  protected VolumeFormat(String id, String title, List<String> endings) {
    this.id = id;
    this.title = title;
    this.endings = List.copyOf(endings);
  }

  /**
   * Checks that the format can hold a volume of this size.
   *
   * @throws BadVolumeException when it can not
   */
  protected void requireFit(VolumeGrid grid) throws BadVolumeException {}

  /** Writes one volume. */
  protected abstract void encode(LabelVolume volume, List<Segment> known, OutputStream target)
      throws IOException;

  /** Writes what one volume can not hold, once for all. */
  protected abstract void finish(List<Segment> known, FileSink files) throws IOException;

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final boolean isReadable() {
    return true;
  }

  @Override
  public final boolean isWritable() {
    return true;
  }

  @Override
  public final boolean recognizes(Path root) throws IOException {
    return !FileList.of(root, endings).isEmpty();
  }

  @Override
  public final LabelReader read(Path root, JsonNode config) throws IOException {
    List<Path> files = FileList.of(root, endings);
    if (files.isEmpty()) {
      throw new BadImportException(
          "There is no file that ends in " + String.join(" or ", endings) + ".");
    }
    return new VolumeReader(root, files, endings);
  }

  @Override
  public final LabelWriter write(FileSink files, CategorySchema schema, JsonNode config) {
    return new VolumeWriter(this, files, Segment.of(schema));
  }

  final String ending() {
    return endings.getFirst();
  }
}
