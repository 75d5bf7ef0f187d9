package kalem.annotation.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/** One item of an answer: a tool object, an answered question or a relation. */
public sealed interface Entry permits ToolObject, ClassificationAnswer, Relation {
  /** Unique in the asset; on a video the same on every frame of one tracked object. */
  String objectId();

  /** The class; empty when the entry has none. */
  String schemaId();

  String title();

  Marks marks();

  /** Nested answers. */
  List<ClassificationAnswer> classifications();

  Optional<Metadata> metadata();

  /** Members this version gives no meaning to, in the order they came. */
  Map<String, JsonText> extras();

  void write(CompactJson json);

  default EntryKey key() {
    return new EntryKey(objectId(), marks().page());
  }

  /** The ids of this entry and of all answers nested in it. */
  default Stream<String> objectIds() {
    return Stream.concat(
        Stream.of(objectId()), classifications().stream().flatMap(Entry::objectIds));
  }

  private void writeHead(CompactJson json) {
    json.key("objectId").string(objectId()).key("schemaId").string(schemaId());
  }

  /** The members before what is special to the kind of entry. */
  static CompactJson begin(Entry entry, CompactJson json) {
    json.object();
    entry.writeHead(json);
    return json;
  }

  /** The members after what is special to the kind of entry. */
  static void end(Entry entry, CompactJson json) {
    entry.marks().write(json);
    entry.extras().forEach((key, value) -> json.key(key).raw(value.text()));
    json.key("classifications").array();
    entry.classifications().forEach(nested -> nested.write(json));
    json.endArray();
    entry.metadata().ifPresent(metadata -> metadata.write(json.key("metadata")));
    json.endObject();
  }
}
