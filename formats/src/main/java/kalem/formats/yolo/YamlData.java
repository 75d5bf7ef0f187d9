package kalem.formats.yolo;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.formats.BadImportException;
import kalem.formats.Limits;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The few keys we need of a YAML file. Only its nodes are looked at, so that no text is taken for a
 * number or a truth value: a class may be called {@code no}.
 */
final class YamlData {
  private static final int DEEPEST = 50;
  private static final int MOST_ALIASES = 100;

  private final Map<String, Node> members;

  private YamlData(Map<String, Node> members) {
    this.members = members;
  }

  /**
   * Reads a text.
   *
   * @throws BadImportException when it is no YAML or has no keys
   */
  static YamlData of(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Limits.TEXT_BYTES);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    Node root;
    try {
      root = new Yaml(options).compose(new StringReader(text));
    } catch (YAMLException broken) {
      throw new BadImportException("data.yaml can not be read: " + broken.getMessage(), broken);
    }
    if (!(root instanceof MappingNode mapping)) {
      throw new BadImportException("data.yaml has no keys with values.");
    }
    return new YamlData(members(mapping));
  }

  private static Map<String, Node> members(MappingNode mapping) {
    Map<String, Node> members = new LinkedHashMap<>();
    for (NodeTuple each : mapping.getValue()) {
      if (each.getKeyNode() instanceof ScalarNode key) {
        members.put(key.getValue(), each.getValueNode());
      }
    }
    return members;
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(members.get(key)).flatMap(YamlData::text);
  }

  private static Optional<String> text(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  /** The texts of a list; a lone text is a list of one. */
  List<String> texts(String key) {
    Node node = members.get(key);
    return node == null ? List.of() : texts(node);
  }

  private static List<String> texts(Node node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(each -> texts.add(text(each).orElse("")));
    } else {
      text(node).ifPresent(texts::add);
    }
    return texts;
  }

  /** Texts by number: a list counts from 0, keys of a mapping are the numbers. */
  Map<Integer, String> numbered(String key) {
    Map<Integer, String> numbered = new LinkedHashMap<>();
    Node node = members.get(key);
    if (node instanceof MappingNode mapping) {
      members(mapping)
          .forEach(
              (number, value) ->
                  number(number)
                      .ifPresent(
                          found -> text(value).ifPresent(text -> numbered.put(found, text))));
    } else if (node != null) {
      texts(node).forEach(text -> numbered.put(numbered.size(), text));
    }
    return numbered;
  }

  /** Lists of texts by number. */
  Map<Integer, List<String>> numberedLists(String key) {
    Map<Integer, List<String>> numbered = new LinkedHashMap<>();
    if (members.get(key) instanceof MappingNode mapping) {
      members(mapping)
          .forEach(
              (number, value) ->
                  number(number).ifPresent(found -> numbered.put(found, texts(value))));
    }
    return numbered;
  }

  private static Optional<Integer> number(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      return number >= 0 && number < Limits.CLASSES ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
