package kalem.annotation.answer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The tool objects of a labeling that is too large to be held: of each, in the order of the text,
 * which object it is, on which page, and where it stands. Lies outside the heap.
 */
final class FrameIndex implements AutoCloseable {
  /** Most entries that are taken. */
  static final int MOST = 4_000_000;

  static final int KEY_FRAME = 1;
  static final int STOPPED = 2;

  /** A frame of the track form: it was given as a key frame. */
  static final int OF_TRACK = 4;

  /** The entry stands in the second list of tool objects. */
  static final int IN_SECOND_LIST = 8;

  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final long FROM = 8L * CHUNK;
  private static final long PAGE = FROM + 8L * CHUNK;
  private static final long LENGTH = PAGE + 4L * CHUNK;
  private static final long FLAGS = LENGTH + 4L * CHUNK;
  private static final long CHUNK_BYTES = FLAGS + CHUNK;

  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> chunks = new ArrayList<>();
  private int size;

  int size() {
    return size;
  }

  /**
   * Adds an entry.
   *
   * @param object tells objects apart, see {@link #hash(String)}
   * @param page -1 when there is none
   * @param from its first byte in the list it stands in
   */
  void add(long object, int page, long from, int length, int flags) {
    if (size == MOST) {
      throw new FullException();
    }
    int at = size++ & (CHUNK - 1);
    if (at == 0) {
      chunks.add(arena.allocate(CHUNK_BYTES, Long.BYTES));
    }
    MemorySegment chunk = chunks.getLast();
    chunk.set(ValueLayout.JAVA_LONG, 8L * at, object);
    chunk.set(ValueLayout.JAVA_LONG, FROM + 8L * at, from);
    chunk.set(ValueLayout.JAVA_INT, PAGE + 4L * at, page);
    chunk.set(ValueLayout.JAVA_INT, LENGTH + 4L * at, length);
    chunk.set(ValueLayout.JAVA_BYTE, FLAGS + at, (byte) flags);
  }

  long object(int entry) {
    return chunks.get(entry >>> CHUNK_BITS).get(ValueLayout.JAVA_LONG, 8L * (entry & (CHUNK - 1)));
  }

  long from(int entry) {
    return chunks
        .get(entry >>> CHUNK_BITS)
        .get(ValueLayout.JAVA_LONG, FROM + 8L * (entry & (CHUNK - 1)));
  }

  int page(int entry) {
    return chunks
        .get(entry >>> CHUNK_BITS)
        .get(ValueLayout.JAVA_INT, PAGE + 4L * (entry & (CHUNK - 1)));
  }

  int length(int entry) {
    return chunks
        .get(entry >>> CHUNK_BITS)
        .get(ValueLayout.JAVA_INT, LENGTH + 4L * (entry & (CHUNK - 1)));
  }

  boolean is(int entry, int flag) {
    byte flags =
        chunks.get(entry >>> CHUNK_BITS).get(ValueLayout.JAVA_BYTE, FLAGS + (entry & (CHUNK - 1)));
    return (flags & flag) != 0;
  }

  /** There are more than {@link #MOST} entries. */
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** All entries, object by object and by rising page; of one page in the order of the text. */
  int[] byObject() {
    int[] sorted = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = i;
    }
    int[] buffer = new int[size];
    for (int width = 1; width < size && width > 0; width *= 2) {
      for (int from = 0; from < size - width; from += 2 * width) {
        merge(sorted, buffer, from, from + width, Math.min(from + 2 * width, size));
      }
    }
    return sorted;
  }

  /** Merges two sorted neighbours, stably. */
  private void merge(int[] sorted, int[] buffer, int from, int middle, int to) {
    if (!isBefore(sorted[middle], sorted[middle - 1])) {
      return;
    }
    System.arraycopy(sorted, from, buffer, from, middle - from);
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle) {
      boolean takesRight = right < to && isBefore(sorted[right], buffer[left]);
      sorted[at++] = takesRight ? sorted[right++] : buffer[left++];
    }
  }

  private boolean isBefore(int one, int other) {
    int objects = Long.compare(object(one), object(other));
    return objects < 0 || (objects == 0 && page(one) < page(other));
  }

  /** A number that tells object ids apart; of millions, two are hardly ever alike. */
  static long hash(String objectId) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < objectId.length(); i++) {
      hash = (hash ^ objectId.charAt(i)) * 0x100000001b3L;
    }
    return mixed(hash);
  }

  /** As {@link #hash(String)}, for an object on a page. */
  static long hash(long object, int page) {
    return mixed(object + (page + 1L) * 0x9E3779B97F4A7C15L);
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public void close() {
    arena.close();
  }
}
