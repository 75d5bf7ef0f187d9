package kalem.server.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;

/**
 * Lets threads wait until something that a job does is over. The end of what is done on this node
 * is told at once; what other nodes do is found by looking.
 */
public final class Waits {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final String goesOn;
  private final Map<String, CountDownLatch> waits = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /**
   * @param goesOn what those who wait are told when the server stops, such as where to look later
   */
  public Waits(String goesOn) {
    this.goesOn = goesOn;
  }

  /**
   * Waits for a while; empty when it is not over then.
   *
   * @param look what it came to; empty while it is not over
   * @throws KalemException unavailable when the server stops
   */
  public <T> Optional<T> await(String id, Duration patience, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + patience.toNanos();
    CountDownLatch told = waits.computeIfAbsent(id, key -> new CountDownLatch(1));
    try {
      while (true) {
        Optional<T> outcome = look.get();
        if (outcome.isPresent()) {
          return outcome;
        }
        if (stopping) {
          throw stopped();
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          return Optional.empty();
        }
        pause(told, Math.min(left, LOOK.toNanos()));
      }
    } finally {
      waits.remove(id);
    }
  }

  private void pause(CountDownLatch told, long nanoseconds) {
    try {
      if (told.await(nanoseconds, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  private KalemException stopped() {
    return new KalemException(ErrorCode.UNAVAILABLE, "The server is stopping. " + goesOn);
  }

  /** Tells those who wait that it is over. */
  public void over(String id) {
    CountDownLatch wait = waits.get(id);
    if (wait != null) {
      wait.countDown();
    }
  }

  /** Lets nobody wait any more: the stop of the web server must not be held up. */
  public void stop() {
    stopping = true;
    waits.values().forEach(CountDownLatch::countDown);
  }
}
