package kalem.formats.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kalem.annotation.json.CompactJson;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import tools.jackson.databind.node.JsonNodeFactory;

/** Everything that a reader finds in files. */
public record Items(List<ImportEntry> entries, List<FoundClass> classes, FormatReport report) {
  public static Items of(LabelFormat format, Path root) throws IOException {
    List<ImportEntry> entries = new ArrayList<>();
    try (LabelReader reader = format.read(root, JsonNodeFactory.instance.objectNode())) {
      reader.forEachRemaining(entries::add);
      return new Items(entries, reader.classes(), reader.report());
    }
  }

  /** The labels of the only item, with single quotes. */
  public String only() {
    assertThat(entries).hasSize(1);
    return labels().getFirst();
  }

  /** The labels of all items, with single quotes. */
  public List<String> labels() {
    return entries.stream()
        .map(entry -> CompactJson.text(((ImportItem) entry).labels()).replace('"', '\''))
        .toList();
  }

  /** What was left out, as {@code count reason}. */
  public List<String> left() {
    return report.left().stream().map(left -> left.count() + " " + left.reason()).toList();
  }
}
