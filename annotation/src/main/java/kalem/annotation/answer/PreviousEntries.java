package kalem.annotation.answer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The entries of the answer before, nested ones included. */
final class PreviousEntries {
  private final Map<EntryKey, Entry> byKey = new HashMap<>();
  private final Map<String, Entry> byId = new HashMap<>();

  PreviousEntries(Answer previous) {
    previous.entries().flatMap(PreviousEntries::withNested).forEach(this::index);
  }

  private void index(Entry entry) {
    byKey.putIfAbsent(entry.key(), entry);
    byId.putIfAbsent(entry.objectId(), entry);
  }

  private static Stream<Entry> withNested(Entry entry) {
    return Stream.concat(
        Stream.of(entry), entry.classifications().stream().flatMap(PreviousEntries::withNested));
  }

  Optional<Entry> find(EntryKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /**
   * Whether this very entry was there with this class: it may stay although its class is gone from
   * the schema.
   */
  boolean had(String objectId, String schemaId) {
    Entry entry = byId.get(objectId);
    return entry != null && entry.schemaId().equals(schemaId);
  }

  /**
   * Values this entry already holds: they may stay although their option is gone from the schema.
   */
  Set<String> values(String objectId) {
    return byId.get(objectId) instanceof ClassificationAnswer answered
        ? Set.copyOf(answered.answer().values())
        : Set.of();
  }
}
