package kalem.server.importing.labels;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Tells how much of the heap is in use. */
final class Heap {
  private static final int PAUSE_MILLIS = 100;

  private Heap() {}

  /** The highest use of the heap, collected now and then, while something is done. */
  static long highest(Runnable work) throws InterruptedException {
    AtomicLong highest = new AtomicLong();
    AtomicBoolean isOver = new AtomicBoolean();
    Thread watch =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!isOver.get()) {
                    highest.accumulateAndGet(used(), Math::max);
                    try {
                      Thread.sleep(PAUSE_MILLIS);
                    } catch (InterruptedException stop) {
                      return;
                    }
                  }
                });
    try {
      work.run();
    } finally {
      isOver.set(true);
      watch.join();
    }
    return highest.get();
  }

  /** Bytes in use, after a collection. */
  static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
