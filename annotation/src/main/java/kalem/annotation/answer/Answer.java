package kalem.annotation.answer;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/**
 * The whole answer of a task. Immutable; its text is what an export contains, to the last
 * character.
 */
public record Answer(
    List<ToolObject> tools, List<ClassificationAnswer> classifications, List<Relation> relations) {
  public static final Answer EMPTY = new Answer(List.of(), List.of(), List.of());

  public Answer {
    tools = List.copyOf(tools);
    classifications = List.copyOf(classifications);
    relations = List.copyOf(relations);
  }

  /**
   * Reads the text of a stored answer, without any schema.
   *
   * @throws IllegalArgumentException when the text is not that of an answer
   */
  public static Answer parse(String text) {
    return StoredAnswer.read(JsonText.parse(text));
  }

  /** The compact text {@code {"tools":[..],"classifications":[..],"relations":[..]}}. */
  public String json() {
    StringBuilder text = new StringBuilder();
    write(new CompactJson(text));
    return text.toString();
  }

  public void write(CompactJson json) {
    json.object();
    write("tools", tools, json);
    write("classifications", classifications, json);
    write("relations", relations, json);
    json.endObject();
  }

  private static void write(String key, List<? extends Entry> entries, CompactJson json) {
    json.key(key).array();
    entries.forEach(entry -> entry.write(json));
    json.endArray();
  }

  public boolean isEmpty() {
    return tools.isEmpty() && classifications.isEmpty() && relations.isEmpty();
  }

  /** Tool objects, answers and relations, without the nested answers. */
  public Stream<Entry> entries() {
    return Stream.of(tools, classifications, relations).flatMap(List::stream);
  }

  /** Every object id in use, those of nested answers included. */
  public Set<String> objectIds() {
    return entries().flatMap(Entry::objectIds).collect(Collectors.toSet());
  }

  /**
   * Saves single entries of a draft. Deletes come first and take every page of the object; an entry
   * with the id and page of an existing one replaces it in place, others are appended. So a whole
   * track is replaced by deleting its id and giving its frames anew. What ended in something
   * deleted is deleted or loses that member.
   *
   * @param deletes object ids; unknown ones are ignored
   */
  public Answer apply(Answer upserts, Collection<String> deletes) {
    Set<String> deleted = Set.copyOf(deletes);
    Answer merged =
        new Answer(
            merge(tools, upserts.tools, deleted),
            merge(classifications, upserts.classifications, deleted),
            merge(relations, upserts.relations, deleted));
    Set<String> gone = new HashSet<>(objectIds());
    gone.removeAll(merged.objectIds());
    return gone.isEmpty() ? merged : merged.withoutLinksTo(gone);
  }

  private static <E extends Entry> List<E> merge(
      List<E> existing, List<E> upserts, Set<String> deleted) {
    Map<EntryKey, E> byKey = new LinkedHashMap<>();
    Set<EntryKey> given = upserts.stream().map(Entry::key).collect(Collectors.toSet());
    for (E entry : existing) {
      if (!deleted.contains(entry.objectId()) || given.contains(entry.key())) {
        byKey.put(entry.key(), entry);
      }
    }
    upserts.forEach(entry -> byKey.put(entry.key(), entry));
    return List.copyOf(byKey.values());
  }

  /** A relation may end in another relation, so deleting goes on until nothing more falls. */
  private Answer withoutLinksTo(Set<String> gone) {
    List<Relation> left =
        relations.stream()
            .flatMap(each -> each.link().without(gone).map(each::withLink).stream())
            .toList();
    Answer cleaned = new Answer(tools, classifications, left);
    if (left.size() == relations.size()) {
      return cleaned;
    }
    Set<String> alsoGone = new HashSet<>(objectIds());
    alsoGone.removeAll(cleaned.objectIds());
    return cleaned.withoutLinksTo(alsoGone);
  }
}
