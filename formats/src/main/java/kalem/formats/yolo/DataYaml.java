package kalem.formats.yolo;

import java.io.IOException;
import java.util.List;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FileText;
import kalem.formats.image.ClassOrder;

/**
 * Writes {@code data.yaml}: the keys Ultralytics reads, and {@code kind}, {@code tools}, {@code
 * relation} and {@code question}, by which our own reader makes the same classes again. Texts are
 * quoted as in JSON, which YAML reads alike.
 */
final class DataYaml {
  static final String NAME = "data.yaml";

  private DataYaml() {}

  static void write(FileText text, YoloOptions options, ClassOrder order) throws IOException {
    text.append("# Written by Kalem. The number of a class is its place in names, from 0.\n");
    text.append("kind: ").append(options.kind().key()).append('\n');
    if (options.question().isPresent()) {
      SchemaClass question = options.question().get();
      text.append("question: ");
      quoted(text, question.title());
      names(text, question.options().stream().map(Option::value).toList());
      return;
    }
    text.append("train: ").append(YoloWriter.LIST).append('\n');
    text.append("val: ").append(YoloWriter.LIST).append('\n');
    names(text, order.classes().stream().map(SchemaClass::title).toList());
    text.append("tools:\n");
    for (SchemaClass each : order.classes()) {
      text.append("  - ").append(each.kind().key()).append('\n');
    }
    if (options.kind() == YoloKind.POSE) {
      keypoints(text, options, order);
    }
  }

  private static void names(FileText text, List<String> names) throws IOException {
    text.append("nc: ")
        .whole(names.size())
        .append(names.isEmpty() ? "\nnames: []\n" : "\nnames:\n");
    for (String name : names) {
      text.append("  - ");
      quoted(text, name);
    }
  }

  private static void keypoints(FileText text, YoloOptions options, ClassOrder order)
      throws IOException {
    text.append("kpt_shape: [").whole(order.points().size()).append(", 3]\n");
    if (options.relation().isPresent()) {
      text.append("relation: ");
      quoted(text, options.relation().get());
    }
    text.append("kpt_names:\n");
    for (int i = 0; i < order.classes().size(); i++) {
      text.append("  ").whole(i).append(":\n");
      for (SchemaClass point : order.points()) {
        text.append("    - ");
        quoted(text, point.title());
      }
    }
  }

  private static void quoted(FileText text, String value) throws IOException {
    new CompactJson(text).string(value);
    text.append('\n');
  }
}
