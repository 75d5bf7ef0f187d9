package kalem.server.kernel;

import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes and reads ids of 24 lower-case hex characters: 4 bytes creation second, 4 bytes project
 * key, 4 bytes node and counter. So ids sort by time of creation, and an id alone tells which
 * project (and therefore which shard) holds the thing. Things outside projects carry project key 0.
 *
 * <p>Within one node ids strictly increase, also when more are drawn than a second can hold: the
 * surplus borrows from the next second.
 */
public final class Ids {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
  private static final int COUNTER_BITS = 20;
  private static final int COUNTERS = 1 << COUNTER_BITS;

  private final InstantSource clock;
  private final int node;
  private long second;
  private int counter;

  /**
   * @param node number of this server process among those running at the same time; the lowest 12
   *     bits are used
   */
  public Ids(InstantSource clock, int node) {
    this.clock = clock;
    this.node = node & 0xfff;
  }

  /** A new id of a thing inside the project with this key; 0 for things outside projects. */
  public synchronized String next(int projectKey) {
    long now = clock.instant().getEpochSecond();
    if (now > second) {
      second = now;
      counter = 0;
    } else if (++counter == COUNTERS) {
      second++;
      counter = 0;
    }
    return "%08x%08x%08x".formatted(second, projectKey, (node << COUNTER_BITS) | counter);
  }

  /** Whether a text has the form of an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * The project key inside an id; empty when the text is no id or names nothing inside a project.
   */
  public static Optional<Integer> projectKey(String id) {
    if (!isId(id)) {
      return Optional.empty();
    }
    int key = Integer.parseUnsignedInt(id, 8, 16, 16);
    return key > 0 ? Optional.of(key) : Optional.empty();
  }
}
