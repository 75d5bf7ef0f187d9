package kalem.server.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A stream from elsewhere that has to keep coming: who sends a byte now and then would never be
 * stopped by a limit of silence. Only the time spent waiting counts, so a slow reader does no harm.
 */
final class SteadyInputStream extends FilterInputStream {
  /** Waiting over which the rate is an average; a pause within it does no harm. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Least bytes in a window: 16 KiB a second, a fraction of what any line carries. */
  private static final long LEAST = 60 * (16L << 10);

  private final LongSupplier nanos;
  private final Supplier<RuntimeException> tooSlow;
  private long waited;
  private long received;

  /**
   * @param nanos a clock
   * @param tooSlow thrown in reading
   */
  SteadyInputStream(InputStream in, LongSupplier nanos, Supplier<RuntimeException> tooSlow) {
    super(in);
    this.nanos = nanos;
    this.tooSlow = tooSlow;
  }

  @Override
  public int read() throws IOException {
    long begun = nanos.getAsLong();
    int value = super.read();
    count(begun, value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long begun = nanos.getAsLong();
    int count = super.read(buffer, offset, length);
    count(begun, Math.max(0, count));
    return count;
  }

  private void count(long begun, int bytes) {
    waited += nanos.getAsLong() - begun;
    received += bytes;
    if (waited >= WINDOW.toNanos()) {
      if (received < LEAST) {
        throw tooSlow.get();
      }
      waited = 0;
      received = 0;
    }
  }
}
