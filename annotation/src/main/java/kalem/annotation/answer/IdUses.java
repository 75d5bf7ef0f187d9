package kalem.annotation.answer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.LongIndex;

/** Remembers which object ids were used on which page. */
interface IdUses {
  /**
   * Where an entry stands. Its path is made only when it is told.
   *
   * @param index in the list at the path; {@link #NO_INDEX}: the path is that of the entry itself
   */
  record Place(String list, int index, boolean isObject) {
    static final int NO_INDEX = -1;

    String path() {
      return index == NO_INDEX ? list : list + "[" + index + "]";
    }
  }

  /** Notes a use; the place of an earlier one of the same id and page. */
  Optional<Place> use(EntryKey key, Place place);

  /** Knows the place of every use. */
  static IdUses remembered() {
    Map<EntryKey, Place> places = new HashMap<>();
    return (key, place) -> Optional.ofNullable(places.putIfAbsent(key, place));
  }

  /** Forgets everything: whoever asks has looked for repeated ids already. */
  static IdUses forgotten() {
    return (key, place) -> Optional.empty();
  }

  /** Knows of millions of uses that they were there, but no longer where. */
  static IdUses counted(LongIndex used) {
    Place earlier = new Place("an entry before it", Place.NO_INDEX, false);
    return (key, place) ->
        used.add(FrameIndex.hash(FrameIndex.hash(key.objectId()), key.page().orElse(-1)), 0)
            ? Optional.empty()
            : Optional.of(earlier);
  }
}
