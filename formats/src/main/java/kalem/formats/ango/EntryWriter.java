package kalem.formats.ango;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.Entry;
import kalem.annotation.json.CompactJson;
import kalem.formats.ango.StoredText.Section;
import kalem.formats.deflate.PartStream;
import kalem.formats.deflate.Utf8Text;

/** Writes entries of an answer, with or without what an export leaves out. */
final class EntryWriter {
  /** Names of the lists. */
  static final Map<Section, String> LISTS =
      Map.of(
          Section.TOOLS, "tools",
          Section.CLASSIFICATIONS, "classifications",
          Section.RELATIONS, "relations");

  /** Their names in the legacy form. */
  static final Map<Section, String> LEGACY_LISTS =
      Map.of(
          Section.TOOLS, "objects",
          Section.CLASSIFICATIONS, "classifications",
          Section.RELATIONS, "relations");

  private final PartStream target;
  private final CompactJson json;
  private final Map<Section, String> lists;
  private final Optional<EntryFilter> filter;
  private final Utf8Text scratch = new Utf8Text();

  /**
   * @param json writes to the target as well
   * @param lists names of the lists
   * @param filter empty: nothing is left out
   */
  EntryWriter(
      PartStream target,
      CompactJson json,
      Map<Section, String> lists,
      Optional<EntryFilter> filter) {
    this.target = target;
    this.json = json;
    this.lists = lists;
    this.filter = filter;
  }

  void begin(Section list) {
    json.key(lists.getOrDefault(list, list.name())).array();
  }

  void end() {
    json.endArray();
  }

  /** Writes the text of an entry. */
  void write(byte[] text, int offset, int length) throws IOException {
    json.comma();
    if (filter.isPresent()) {
      filter.get().copy(text, offset);
    } else {
      target.write(text, offset, length);
    }
  }

  void write(Entry entry) throws IOException {
    if (filter.isPresent()) {
      scratch.clear();
      entry.write(new CompactJson(scratch));
      json.comma();
      filter.get().copy(scratch.bytes(), 0);
    } else {
      entry.write(json);
    }
  }
}
