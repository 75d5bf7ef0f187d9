package kalem.formats.conll;

import java.io.IOException;
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
 * CoNLL files. Options of both directions: {@code layers} (1), the number of tag columns at the end
 * of a line, needed where entities overlap. Of writing: {@code offsets} (true), {@code tokens}
 * ({@code words}, or {@code blanks} to part tokens at blanks only), {@code single_file} (false).
 */
public final class ConllFormat implements LabelFormat {
  static final String ENDING = ".conll";
  private static final List<String> ENDINGS = List.of(ENDING, ".bio", ".iob", ".iob2");
  private static final int MOST_LAYERS = 9;

  @Override
  public String id() {
    return "conll";
  }

  @Override
  public String title() {
    return "CoNLL";
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
    return !FileList.of(root, ENDINGS).isEmpty();
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    List<Path> files = FileList.of(root, ENDINGS);
    if (files.isEmpty()) {
      throw new BadImportException("There is no file that ends in " + ENDING + ".");
    }
    return new ConllReader(root, files, layers(config));
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    FormatConfig options = new FormatConfig(config);
    boolean atBlanks =
        options.choice("tokens", "words", Set.of("words", "blanks")).equals("blanks");
    return new ConllWriter(
        files,
        schema,
        new ConllWriter.Layout(
            options.flag("offsets", true),
            layers(config),
            atBlanks,
            options.flag("single_file", false)));
  }

  private static int layers(JsonNode config) {
    return new FormatConfig(config).whole("layers", 1, 1, MOST_LAYERS);
  }
}
