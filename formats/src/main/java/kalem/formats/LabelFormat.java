package kalem.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import tools.jackson.databind.JsonNode;

/**
 * One file format of labels. Implementations hold no state; each says in its own documentation what
 * it can not express, and reports everything it leaves out.
 */
public interface LabelFormat {
  /** Short lower-case name for commands and requests, such as {@code coco}. */
  String id();

  /** Name for people, such as {@code COCO}. */
  String title();

  /** Whether {@link #read} works. */
  boolean isReadable();

  /** Whether {@link #write} works. */
  boolean isWritable();

  /** What rows may carry beside the labels: few formats tell it, and reading it takes time. */
  enum Extra {
    /** Earlier visits of stages, with their answers. */
    HISTORY,
    /** What was raised on tasks. */
    ISSUES
  }

  /** What this format writes of rows beside their labels; rows need not carry anything else. */
  default Set<Extra> extras() {
    return Set.of();
  }

  /** Whether a folder or file looks like this format; never throws for odd content. */
  boolean recognizes(Path root) throws IOException;

  /**
   * Begins to read.
   *
   * @param root a folder, which may lie inside a zip, or a single file; it is only read
   * @param config options of this format; an empty object means all defaults
   * @throws kalem.formats.BadImportException when nothing can be read at all
   */
  LabelReader read(Path root, JsonNode config) throws IOException;

  /**
   * Begins to write.
   *
   * @param schema gives the order and the names of the classes
   * @param config options of this format (export-format section 17); an empty object means all
   *     defaults
   * @throws IllegalArgumentException naming an option that can not be used
   */
  LabelWriter write(FileSink files, CategorySchema schema, JsonNode config) throws IOException;
}
