package kalem.formats.ango;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.json.JsonPart;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Looks through one element without building anything: what names its asset, and where its lists of
 * labels stand. An element has its labels at the top, under {@code answer}, or is a row of an
 * export.
 */
final class ItemScanner {
  private static final Set<String> NAMES =
      Set.of(
          "externalId",
          "taskId",
          "assetId",
          "data",
          "asset",
          "brushDataUrl",
          "medicalBrushDataUrl");
  private static final Set<String> LISTS =
      Set.of("objects", "tools", "classifications", "relations");
  private static final Set<String> WRAPPERS = Set.of("task", "answer");

  /** Rows from before workflows have a list of tasks; its first is the one that counts. */
  private static final String LEGACY_TASKS = "tasks";

  private static final List<String> LABEL_KEYS =
      List.of(
          "objects",
          "tools",
          "classifications",
          "relations",
          "brushDataUrl",
          "medicalBrushDataUrl",
          "answer",
          "task");

  private final JsonParser tokens;
  private final long index;
  private final long start;
  private final Level top = new Level("");
  private boolean isObject;

  /** Members of one object. */
  private static final class Level {
    private final String path;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Range> lists = new HashMap<>();
    private final Map<String, Level> wrapped = new HashMap<>();
    private boolean hasLabels;

    Level(String path) {
      this.path = path;
    }

    Optional<String> name(String key) {
      return Optional.ofNullable(names.get(key));
    }
  }

  private record Range(long from, long to) {}

  /**
   * A scanner of the element that the parser stands on.
   *
   * @param index position among all elements
   */
  ItemScanner(JsonParser tokens, long index) {
    this.tokens = tokens;
    this.index = index;
    this.start = tokens.currentTokenLocation().getByteOffset();
  }

  /** Where the element begins, counted from the beginning of the text. */
  long start() {
    return start;
  }

  /**
   * Goes to the last token of the element.
   *
   * @return the byte after it, counted from the beginning of the text
   */
  long scan() {
    isObject = tokens.currentToken() == JsonToken.START_OBJECT;
    if (isObject) {
      object(top);
    } else {
      tokens.skipChildren();
      tokens.finishToken();
    }
    return tokens.currentLocation().getByteOffset();
  }

  private void object(Level level) {
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = tokens.currentName();
      JsonToken value = tokens.nextToken();
      level.hasLabels |= LABEL_KEYS.contains(key);
      if (NAMES.contains(key)) {
        name(level, key, value);
      } else if (LISTS.contains(key)) {
        level.lists.put(key, range());
      } else if (WRAPPERS.contains(key)) {
        wrapped(level, key, value);
      } else if (level == top && key.equals(LEGACY_TASKS) && value == JsonToken.START_ARRAY) {
        firstTask();
      } else {
        tokens.skipChildren();
      }
    }
  }

  /** A later member of the same name counts, as it does in a tree. */
  private void name(Level level, String key, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      level.names.put(key, tokens.getString());
    } else {
      level.names.remove(key);
      tokens.skipChildren();
    }
  }

  private Range range() {
    long from = tokens.currentTokenLocation().getByteOffset();
    tokens.skipChildren();
    tokens.finishToken();
    return new Range(from, tokens.currentLocation().getByteOffset());
  }

  private void wrapped(Level level, String key, JsonToken value) {
    level.wrapped.remove(key);
    if (value == JsonToken.START_OBJECT && level.path.length() < "task.answer.".length()) {
      Level inner = new Level(level.path + key + ".");
      object(inner);
      level.wrapped.put(key, inner);
    } else {
      tokens.skipChildren();
    }
  }

  private void firstTask() {
    Level first = new Level(LEGACY_TASKS + "[0].");
    top.hasLabels = true;
    top.wrapped.put(LEGACY_TASKS, first);
    boolean isFirst = true;
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      if (isFirst && tokens.currentToken() == JsonToken.START_OBJECT) {
        object(first);
      } else {
        tokens.skipChildren();
      }
      isFirst = false;
    }
  }

  private Optional<Level> task() {
    return Optional.ofNullable(top.wrapped.get("task"))
        .or(() -> Optional.ofNullable(top.wrapped.get(LEGACY_TASKS)));
  }

  /**
   * What was found.
   *
   * @param text of the element
   */
  ImportEntry entry(JsonPart text) {
    if (!isObject) {
      return faulty(ProblemCode.NOT_AN_OBJECT, "An item must be an object.");
    }
    if (!top.hasLabels) {
      return faulty(
          ProblemCode.NO_LABELS,
          "An item needs at least one of " + String.join(", ", LABEL_KEYS) + ".");
    }
    @Nullable Level task = task().orElse(null);
    return new ImportItem(
        index,
        first("taskId", top, task),
        top.name("assetId"),
        top.name("data").or(() -> task == null ? Optional.empty() : top.name("asset")),
        top.name("externalId"),
        first("brushDataUrl", top, task, top.wrapped.get("answer")),
        first("medicalBrushDataUrl", top, task, top.wrapped.get("answer")),
        labels(text));
  }

  private FaultyItem faulty(ProblemCode code, String message) {
    return new FaultyItem(
        index, top.name("externalId"), new Problem(code, "[" + index + "]", message));
  }

  private static Optional<String> first(String key, @Nullable Level... levels) {
    return Stream.of(levels)
        .flatMap(level -> level == null ? Stream.empty() : level.name(key).stream())
        .findFirst();
  }

  /**
   * Where the labels stand.
   *
   * @param text of the element
   */
  LabelSource.Text labels(JsonPart text) {
    Level level = task().orElse(top);
    Level innermost = level.wrapped.getOrDefault("answer", level);
    List<LabelSource.Found> tools = new ArrayList<>();
    found(innermost, "tools", text).ifPresent(tools::add);
    found(innermost, "objects", text).ifPresent(tools::add);
    return new LabelSource.Text(
        text,
        tools,
        found(innermost, "classifications", text),
        found(innermost, "relations", text));
  }

  private Optional<LabelSource.Found> found(Level level, String key, JsonPart text) {
    return Optional.ofNullable(level.lists.get(key))
        .map(
            range ->
                new LabelSource.Found(
                    level.path + key, text.part(range.from - start, range.to - start)));
  }
}
