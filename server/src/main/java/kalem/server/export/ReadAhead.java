package kalem.server.export;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Draws elements from a source on a thread of its own, a few ahead of its reader. The source is not
 * used any more once this is closed.
 */
final class ReadAhead<T> implements Iterator<T>, AutoCloseable {
  private static final long PATIENCE_MILLIS = 100;

  private final BlockingQueue<Element<T>> queue;
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Element<T> next;

  /** What the thread hands over; after the last element an empty one. */
  private record Element<T>(Optional<T> value, Optional<RuntimeException> failure) {}

  /**
   * @param ahead elements that may wait
   */
  ReadAhead(Iterator<? extends T> source, int ahead) {
    this.queue = new ArrayBlockingQueue<>(ahead);
    this.thread = Thread.ofPlatform().daemon().name("export-reading").start(() -> read(source));
  }

  private void read(Iterator<? extends T> source) {
    Element<T> last = new Element<>(Optional.empty(), Optional.empty());
    try {
      while (!closed && source.hasNext()) {
        put(new Element<>(Optional.of(source.next()), Optional.empty()));
      }
    } catch (RuntimeException failure) {
      last = new Element<>(Optional.empty(), Optional.of(failure));
    } catch (Error failure) {
      last = new Element<>(Optional.empty(), Optional.of(new IllegalStateException(failure)));
    }
    put(last);
  }

  /** Never interrupted: that would close the database's socket. */
  private void put(Element<T> element) {
    try {
      boolean done = false;
      while (!done && !closed) {
        done = queue.offer(element, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /**
   * @throws CancellationException when the calling thread is interrupted
   */
  @Override
  public boolean hasNext() {
    return element().value().isPresent();
  }

  @Override
  public T next() {
    T value = element().value().orElseThrow(NoSuchElementException::new);
    next = null;
    return value;
  }

  private Element<T> element() {
    Element<T> known = next;
    if (known == null) {
      known = take();
      next = known;
    }
    if (known.failure().isPresent()) {
      throw known.failure().get();
    }
    return known;
  }

  private Element<T> take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while reading");
    }
  }

  /** Waits until the thread has let go of the source. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
