package kalem.formats.webvtt;

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
 * WebVTT files, one per recording. Option of both directions: {@code text_question}, the title of
 * the nested question that holds the words; writing takes the first text by default, reading calls
 * it {@code Transcript}. Option of reading: {@code class} ({@code Speech}), for cues without a
 * voice.
 */
public final class WebVttFormat implements LabelFormat {
  static final String ENDING = ".vtt";

  @Override
  public String id() {
    return "webvtt";
  }

  @Override
  public String title() {
    return "WebVTT";
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
    FormatConfig options = new FormatConfig(config);
    return new WebVttReader(
        root,
        files,
        options.text("class").orElse("Speech"),
        options.text("text_question").orElse("Transcript"));
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config) {
    return new WebVttWriter(files, schema, new FormatConfig(config).text("text_question"));
  }
}
