package kalem.formats.yolo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.formats.FaultyItem;
import kalem.formats.FormatConfig;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.image.Csv;
import kalem.formats.image.Folder;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.ImageLabels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads {@code classification.csv}: pictures with the one class of each. */
final class ClassificationReader implements LabelReader {
  private static final String QUESTION = "class";

  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private final String question;
  private final Lines lines;
  private long number;

  ClassificationReader(Folder folder, DataSet dataSet, JsonNode config) throws IOException {
    this.question =
        new FormatConfig(config).text("question").or(dataSet::question).orElse(QUESTION);
    this.lines = Lines.open(folder, YoloWriter.CLASSIFICATION);
    if (lines.hasNext()) {
      lines.next();
    }
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  @Override
  public ImportEntry next() {
    List<String> cells = Csv.cells(lines.next());
    if (cells.size() != 2 || cells.getFirst().isBlank() || cells.getLast().isEmpty()) {
      Problem problem =
          new Problem(
              ProblemCode.BAD_VALUE,
              YoloWriter.CLASSIFICATION + "[" + number + "]",
              "A line has a name and a class.");
      return new FaultyItem(number++, Optional.empty(), problem);
    }
    ImageLabels labels = new ImageLabels(classes, OptionalInt.empty());
    labels.answers(Map.of(question, JsonNodeFactory.instance.stringNode(cells.getLast())));
    report.took(1);
    return labels.item(number++, cells.getFirst());
  }

  @Override
  public List<FoundClass> classes() {
    return classes.list();
  }

  @Override
  public FormatReport report() {
    return report;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
