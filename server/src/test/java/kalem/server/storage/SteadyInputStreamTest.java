package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyInputStreamTest {
  private static final int KIBIBYTE = 1 << 10;

  private final AtomicLong now = new AtomicLong();

  /** A stream that takes some time for each read. */
  private InputStream stream(int bytes, Duration each) {
    InputStream source =
        new InputStream() {
          @Override
          public int read() {
            now.addAndGet(each.toNanos());
            return 1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            now.addAndGet(each.toNanos());
            return Math.min(bytes, length);
          }
        };
    return new SteadyInputStream(source, now::get, () -> new IllegalStateException("too slow"));
  }

  private static void read(InputStream stream, int times) throws IOException {
    byte[] buffer = new byte[1 << 22];
    for (int i = 0; i < times; i++) {
      assertThat(stream.read(buffer, 0, buffer.length)).isPositive();
    }
  }

  @Test
  void aTrickleIsStopped() throws IOException {
    InputStream trickle = stream(KIBIBYTE, Duration.ofSeconds(1));
    read(trickle, 59);
    assertThatThrownBy(() -> read(trickle, 1)).hasMessage("too slow");
  }

  @Test
  void singleBytesCountAsWell() {
    InputStream trickle = stream(1, Duration.ofSeconds(20));
    assertThatThrownBy(
            () -> {
              while (trickle.read() >= 0) {
                assertThat(now.get()).isLessThan(Duration.ofMinutes(2).toNanos());
              }
            })
        .hasMessage("too slow");
  }

  @Test
  void aSlowLineIsWaitedForHoweverLong() throws IOException {
    read(stream(17 * KIBIBYTE, Duration.ofSeconds(1)), 10_000);
  }

  @Test
  void aPauseInBetweenDoesNoHarm() throws IOException {
    read(stream(1 << 20, Duration.ofSeconds(29)), 100);
  }

  @Test
  void theTimeThatAReaderTakesDoesNotCount() throws IOException {
    InputStream fast = stream(KIBIBYTE, Duration.ofMillis(1));
    for (int i = 0; i < 1000; i++) {
      read(fast, 1);
      now.addAndGet(Duration.ofMinutes(5).toNanos());
    }
  }
}
