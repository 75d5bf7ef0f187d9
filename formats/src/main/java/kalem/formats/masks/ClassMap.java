package kalem.formats.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import kalem.annotation.json.JsonText;
import kalem.formats.BadImportException;
import kalem.formats.Limits;
import kalem.formats.image.Folder;
import tools.jackson.databind.JsonNode;

/**
 * What the pixels of masks mean. Values and colors are told apart by their keys: a value is itself,
 * a color lies above all values.
 *
 * @param titles of classes by key
 * @param ignored keys of outlines and of the background
 * @param files which asset a file belongs to, by its name
 * @param isComplete whether keys that are not in the map mean nothing; else they are classes named
 *     by their value
 */
record ClassMap(
    Map<Long, String> titles, Set<Long> ignored, Map<String, Owner> files, boolean isComplete) {
  private static final long COLOR = 1L << 32;

  /** The asset, and the page of it, that a mask belongs to. */
  record Owner(String externalId, OptionalInt page) {}

  /** The key of a color as {@code 0xRRGGBB}. */
  static long color(int rgb) {
    return COLOR | rgb;
  }

  /** A key for people: {@code 7} or {@code #FF8000}. */
  static String text(long key) {
    return key >= COLOR ? "#%06X".formatted(key & 0xFFFFFF) : Long.toString(key);
  }

  private static OptionalLong key(String text) {
    if (text.matches("[0-9]{1,5}")) {
      return OptionalLong.of(Long.parseLong(text));
    }
    return text.matches("#[0-9A-Fa-f]{6}")
        ? OptionalLong.of(color(Integer.parseInt(text.substring(1), 16)))
        : OptionalLong.empty();
  }

  /**
   * A map given as an option.
   *
   * @throws IllegalArgumentException when a key is neither a value nor a color
   */
  static ClassMap of(Map<String, String> classes) {
    Map<Long, String> titles = new HashMap<>();
    classes.forEach(
        (text, title) ->
            titles.put(
                key(text)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "The option classes has keys such as 7 or #FF8000.")),
                title));
    return new ClassMap(titles, background(), Map.of(), !classes.isEmpty());
  }

  private static Set<Long> background() {
    return new HashSet<>(List.of(0L, color(0)));
  }

  /**
   * Reads a {@code class_map.json}.
   *
   * @throws BadImportException when it is not one
   */
  static ClassMap read(Path file) throws IOException {
    JsonNode node;
    try {
      node = JsonText.parse(Folder.text(file));
    } catch (IllegalArgumentException broken) {
      throw new BadImportException(MasksFormat.CLASS_MAP + " is not JSON.", broken);
    }
    Map<Long, String> titles = new HashMap<>();
    for (JsonNode each : node.path("classes")) {
      entry(each).ifPresent(key -> titles.putIfAbsent(key, each.path("title").asString("")));
    }
    if (titles.isEmpty() || titles.size() > Limits.CLASSES) {
      throw new BadImportException(
          MasksFormat.CLASS_MAP + " names no classes that masks can have.");
    }
    Set<Long> ignored = background();
    key(node.path("outline").asString("")).ifPresent(ignored::add);
    Map<String, Owner> files = new HashMap<>();
    node.path("files")
        .properties()
        .forEach(each -> files.put(each.getKey(), owner(each.getValue())));
    files.values().removeIf(owner -> owner.externalId().isEmpty());
    return new ClassMap(titles, ignored, files, true);
  }

  private static OptionalLong entry(JsonNode each) {
    return key(each.path("value").asString(each.path("color").asString("")));
  }

  private static Owner owner(JsonNode node) {
    JsonNode page = node.path("page");
    return new Owner(
        node.path("externalId").asString(""),
        page.isInt() && page.intValue() >= 0
            ? OptionalInt.of(page.intValue())
            : OptionalInt.empty());
  }

  boolean isIgnored(long key) {
    return ignored.contains(key);
  }

  /** Whether classes go by colors, also where a palette gives numbers to these. */
  boolean hasColors() {
    return titles.keySet().stream().anyMatch(key -> key >= COLOR);
  }

  /** The title of a key; nothing when no class has it. */
  Optional<String> title(long key) {
    String title = titles.get(key);
    return title == null && !isComplete ? Optional.of(text(key)) : Optional.ofNullable(title);
  }
}
