package kalem.formats.spacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
 * spaCy's JSON. Options of writing: {@code form}, {@code training} for {@code [text, {"entities":
 * [[start, end, label]]}]} or {@code document} (the default) for {@code {"text", "ents", "title"}};
 * {@code spans_key}, which writes all spans, overlapping ones too, as the span group of that name
 * in the training form.
 */
public final class SpacyFormat implements LabelFormat {
  private static final List<String> ENDINGS = List.of(".jsonl", ".json");
  private static final int PEEKED = 4096;

  /** Begins as one of the two forms does, alone or in a list. */
  private static final Pattern START =
      Pattern.compile(
          "\\uFEFF?\\s*\\[?\\s*(?:\\[\\s*\"|\\{\\s*\"(?:text|ents|title)\"\\s*:).*",
          Pattern.DOTALL);

  private static final Pattern MARKS = Pattern.compile("\"(?:entities|ents|spans)\"\\s*:");

  @Override
  public String id() {
    return "spacy";
  }

  @Override
  public String title() {
    return "spaCy JSON";
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
    for (Path file : FileList.of(root, ENDINGS)) {
      try (InputStream stream = Files.newInputStream(file)) {
        String start = new String(stream.readNBytes(PEEKED), StandardCharsets.UTF_8);
        return START.matcher(start).matches() && MARKS.matcher(start).find();
      }
    }
    return false;
  }

  @Override
  public LabelReader read(Path root, JsonNode config) throws IOException {
    List<Path> files = FileList.of(root, ENDINGS);
    if (files.isEmpty()) {
      throw new BadImportException("There is no file that ends in .jsonl or .json.");
    }
    return new SpacyReader(root, files);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    FormatConfig options = new FormatConfig(config);
    boolean isTraining =
        options.choice("form", "document", Set.of("training", "document")).equals("training");
    return new SpacyWriter(files, schema, isTraining, options.text("spans_key"));
  }
}
