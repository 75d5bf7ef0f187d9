package kalem.server.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;

/**
 * Memory for the parts of all uploads to buckets. There is no limit to uploads at a time, so those
 * that find no room wait for their turn, in the order in which they asked. Whoever waits must hold
 * no part, or all could wait for each other.
 */
final class PartMemory {
  private static final int UNIT = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A quarter of the heap, for this process. */
  static final PartMemory SHARED = new PartMemory(Runtime.getRuntime().maxMemory() / 4, PATIENCE);

  private final int units;
  private final Duration patience;
  private final Semaphore free;

  /**
   * @param bytes there is room for; at least one ordinary part is let in
   * @param patience how long an upload waits
   */
  PartMemory(long bytes, Duration patience) {
    this.units = Math.clamp(bytes / UNIT, S3Upload.partSize(1) / UNIT, Integer.MAX_VALUE);
    this.patience = patience;
    this.free = new Semaphore(units, true);
  }

  /** Whether an upload waits. */
  boolean isAwaited() {
    return free.hasQueuedThreads();
  }

  /** Room for one part. */
  final class Room implements AutoCloseable {
    private int held;

    private Room(int held) {
      this.held = held;
    }

    /** Gives the room back, once. */
    @Override
    public void close() {
      free.release(held);
      held = 0;
    }
  }

  /**
   * Waits for room. A part larger than all memory gets all of it.
   *
   * @throws KalemException unavailable when there is none for too long
   * @throws IOException when interrupted
   */
  Room take(int bytes) throws IOException {
    int needed = Math.min(units, bytes / UNIT);
    try {
      if (free.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Room(needed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for other uploads", e);
    }
    throw new KalemException(
        ErrorCode.UNAVAILABLE, "Many uploads are under way right now. Try again in a moment.");
  }
}
