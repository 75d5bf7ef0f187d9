package kalem.formats.ango;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import kalem.annotation.video.FrameRange;
import kalem.formats.deflate.Spool;

/**
 * The entries of objects on the frames of a video, set aside in any order to be read by frame or by
 * object. Of each entry only some numbers are held in memory. Objects are ordered as they first
 * came. Of several entries of one object on one frame the last counts (editors section 6.6, rule
 * 23); where entries of an object are marked as key frames, only these and those where it
 * disappears do (export-format section 9.1).
 */
public final class FrameSpool implements AutoCloseable {
  private static final int SMALLEST = 1 << 8;

  private final Spool texts;
  private final Map<String, Integer> objects = new HashMap<>();
  private final BitSet markedObjects = new BitSet();
  private final BitSet keyFrames = new BitSet();
  private final BitSet stops = new BitSet();
  private int[] pages = new int[SMALLEST];
  private int[] owners = new int[SMALLEST];
  private long[] positions = new long[SMALLEST];
  private int count;

  /**
   * @param mostInMemory bytes of texts; with more than these a file is used
   */
  public FrameSpool(int mostInMemory) {
    this.texts = new Spool(mostInMemory);
  }

  /** What decides whether an entry counts. */
  public enum Mark {
    /** It is marked as a key frame. */
    KEY_FRAME,
    /** The object disappears on it. */
    STOP,
    NONE
  }

  /**
   * Adds an entry.
   *
   * @param page frame from 0
   */
  public void add(String objectId, int page, Mark mark, byte[] text, int offset, int length)
      throws IOException {
    if (count == pages.length) {
      pages = Arrays.copyOf(pages, count * 2);
      owners = Arrays.copyOf(owners, count * 2);
      positions = Arrays.copyOf(positions, count * 2);
    }
    int owner = objects.computeIfAbsent(objectId, id -> objects.size());
    pages[count] = page;
    owners[count] = owner;
    positions[count] = texts.size();
    if (mark == Mark.KEY_FRAME) {
      markedObjects.set(owner);
    }
    keyFrames.set(count, mark != Mark.NONE);
    stops.set(count, mark == Mark.STOP);
    texts.append(text, offset, length);
    count++;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** The greatest frame of any entry; -1 without entries. */
  public int lastPage() {
    return IntStream.range(0, count).map(i -> pages[i]).max().orElse(-1);
  }

  /** Texts by frame, on each in the order of the objects. Failures of the file are unchecked. */
  public Iterator<byte[]> byFrame() {
    int[] order = byOwner(byPage(arrived()));
    order = without(order, uncounted(order));
    return texts(byPage(order), 0, order.length);
  }

  /** One object: its texts by frame, and from where to where it is visible. */
  public record ObjectFrames(Iterator<byte[]> texts, List<FrameRange> ranges) {}

  /**
   * The objects in their order.
   *
   * @param lastFrame of the video; objects that do not disappear are visible up to it
   */
  public List<ObjectFrames> byObject(int lastFrame) {
    int[] grouped = byOwner(byPage(arrived()));
    int[] order = without(grouped, uncounted(grouped));
    int[] starts = new int[objects.size() + 1];
    for (int entry : order) {
      starts[owners[entry] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    return IntStream.range(0, objects.size())
        .mapToObj(
            object ->
                new ObjectFrames(
                    texts(order, starts[object], starts[object + 1]),
                    ranges(order, starts[object], starts[object + 1], lastFrame)))
        .toList();
  }

  private List<FrameRange> ranges(int[] order, int from, int until, int lastFrame) {
    List<FrameRange> ranges = new ArrayList<>();
    int begun = -1;
    for (int i = from; i < until; i++) {
      int page = pages[order[i]];
      if (!stops.get(order[i])) {
        begun = begun < 0 ? page : begun;
      } else if (begun >= 0) {
        ranges.add(new FrameRange(begun, page - 1));
        begun = -1;
      }
    }
    if (begun >= 0 && begun <= lastFrame) {
      ranges.add(new FrameRange(begun, lastFrame));
    }
    return ranges;
  }

  private int[] arrived() {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private int[] byPage(int[] order) {
    return Stable.sorted(order, pages);
  }

  private int[] byOwner(int[] order) {
    return Stable.sorted(order, owners);
  }

  /** In an order where the entries of one object on one frame follow each other. */
  private BitSet uncounted(int[] grouped) {
    BitSet uncounted = new BitSet();
    for (int i = 0; i < grouped.length; i++) {
      int entry = grouped[i];
      boolean isInterpolated = markedObjects.get(owners[entry]) && !keyFrames.get(entry);
      boolean isReplaced =
          i + 1 < grouped.length
              && owners[grouped[i + 1]] == owners[entry]
              && pages[grouped[i + 1]] == pages[entry];
      uncounted.set(entry, isInterpolated || isReplaced);
    }
    return uncounted;
  }

  private static int[] without(int[] order, BitSet uncounted) {
    return Arrays.stream(order).filter(entry -> !uncounted.get(entry)).toArray();
  }

  private Iterator<byte[]> texts(int[] order, int from, int until) {
    return new Iterator<>() {
      private int next = from;

      @Override
      public boolean hasNext() {
        return next < until;
      }

      @Override
      public byte[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return text(order[next++]);
      }
    };
  }

  private byte[] text(int entry) {
    long end = entry + 1 < count ? positions[entry + 1] : texts.size();
    byte[] text = new byte[Math.toIntExact(end - positions[entry])];
    try {
      texts.read(positions[entry], text, 0, text.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    texts.close();
  }
}
