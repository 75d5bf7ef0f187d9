package kalem.annotation.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.json.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Who made and changed an entry, when and in which stage (export-format section 12); unknown keys
 * are kept.
 */
public final class Metadata {
  private @Nullable Map<String, JsonText> values;

  /** What {@link #values} are read from when first asked for: most readers never ask. */
  private final JsonNode source;

  /** Made when first written: thousands of entries share the metadata of their import. */
  private @Nullable String text;

  public Metadata(Map<String, JsonText> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.source = MissingNode.getInstance();
  }

  private Metadata(JsonNode source) {
    this.source = source;
  }

  public Map<String, JsonText> values() {
    Map<String, JsonText> known = values;
    if (known == null) {
      known = Collections.unmodifiableMap(read(source));
      values = known;
    }
    return known;
  }

  /** The metadata of an entry made now. */
  static Metadata created(Authorship author) {
    Map<String, JsonText> values = new LinkedHashMap<>(author.asCreation());
    values.put("source", JsonText.ofString(author.source().key()));
    return new Metadata(values);
  }

  /** Times given as epoch milliseconds become ISO text; everything else is kept as it is. */
  static Metadata of(JsonNode node) {
    return new Metadata(node);
  }

  private static Map<String, JsonText> read(JsonNode node) {
    Map<String, JsonText> values = new LinkedHashMap<>();
    node.properties()
        .forEach(member -> values.put(member.getKey(), value(member.getKey(), member.getValue())));
    return values;
  }

  private static JsonText value(String key, JsonNode value) {
    boolean isTime = key.equals("createdAt") || key.equals("updatedAt");
    return isTime && value.isNumber() && value.canConvertToLong()
        ? JsonText.ofString(Timestamps.ofEpochMillis(value.longValue()))
        : JsonText.of(value);
  }

  public Optional<String> createdAt() {
    return text("createdAt");
  }

  public Optional<String> createdBy() {
    return text("createdBy");
  }

  /** The id of the stage in which the entry was made. */
  public Optional<String> createdIn() {
    return text("createdIn");
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(values().get(key)).flatMap(value -> value.node().stringValueOpt());
  }

  /** This, with what is missing taken from the other. */
  Metadata orElse(Map<String, JsonText> other) {
    Map<String, JsonText> merged = new LinkedHashMap<>(values());
    other.forEach(merged::putIfAbsent);
    return merged.size() == values().size() ? this : new Metadata(merged);
  }

  Metadata updated(Authorship author) {
    Map<String, JsonText> merged = new LinkedHashMap<>(values());
    merged.putAll(author.asUpdate());
    return new Metadata(merged);
  }

  public void write(CompactJson json) {
    String known = text;
    if (known == null) {
      known = written();
      text = known;
    }
    json.raw(known);
  }

  private String written() {
    StringBuilder made = new StringBuilder();
    CompactJson json = new CompactJson(made).object();
    values().forEach((key, value) -> json.key(key).raw(value.text()));
    json.endObject();
    return made.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Metadata metadata && values().equals(metadata.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "Metadata" + values();
  }
}
