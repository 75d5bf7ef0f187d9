package kalem.formats.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;

/** Tells on a long run how far it is, every few seconds. */
final class Progress {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int STEPS_BETWEEN_LOOKS = 64;

  private final PrintWriter err;
  private final InstantSource clock;
  private long nextAt;
  private long steps;

  Progress(PrintWriter err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
    this.nextAt = clock.millis() + PAUSE.toMillis();
  }

  /** Begins to count anew. */
  void restart() {
    steps = 0;
  }

  /** One more asset. */
  void step(String what) {
    steps++;
    if (steps % STEPS_BETWEEN_LOOKS == 0 && clock.millis() >= nextAt) {
      nextAt = clock.millis() + PAUSE.toMillis();
      err.println(what + ": " + steps + " assets so far");
    }
  }
}
