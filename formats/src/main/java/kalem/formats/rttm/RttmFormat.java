package kalem.formats.rttm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
 * RTTM files. Option of writing: {@code single_file} (false). Option of reading: {@code extension}
 * (empty), what to add to the name of a recording to get its external id, such as {@code .wav}.
 */
public final class RttmFormat implements LabelFormat {
  static final String ENDING = ".rttm";

  @Override
  public String id() {
    return "rttm";
  }

  @Override
  public String title() {
    return "RTTM";
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
    return !FileList.of(root, List.of(ENDING)).isEmpty();
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    List<Path> files = FileList.of(root, List.of(ENDING));
    if (files.isEmpty()) {
      throw new BadImportException("There is no file that ends in " + ENDING + ".");
    }
    return new RttmReader(root, files, new FormatConfig(config).text("extension").orElse(""));
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config) {
    return new RttmWriter(files, schema, new FormatConfig(config).flag("single_file", false));
  }
}
