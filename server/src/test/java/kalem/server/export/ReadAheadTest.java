package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  @Test
  void givesAllElementsInTheirOrder() {
    List<Integer> found = new ArrayList<>();
    try (ReadAhead<Integer> numbers = new ReadAhead<>(IntStream.range(0, 10_000).iterator(), 2)) {
      numbers.forEachRemaining(found::add);
    }
    assertThat(found).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
  }

  @Test
  void aFailureOfTheSourceComesAfterWhatItGaveBefore() {
    Iterator<Integer> source =
        Stream.of(1, 2, 0).map(number -> number == 0 ? fail() : number).iterator();
    try (ReadAhead<Integer> numbers = new ReadAhead<>(source, 1)) {
      assertThat(numbers.next()).isEqualTo(1);
      assertThat(numbers.next()).isEqualTo(2);
      assertThatThrownBy(numbers::hasNext).isInstanceOf(ArithmeticException.class);
    }
  }

  private static int fail() {
    throw new ArithmeticException("The source fails");
  }

  @Test
  void theSourceIsLeftAloneOnceClosed() {
    AtomicInteger drawn = new AtomicInteger();
    ReadAhead<Integer> numbers =
        new ReadAhead<>(Stream.generate(drawn::incrementAndGet).iterator(), 2);
    assertThat(numbers.next()).isEqualTo(1);
    numbers.close();
    int atClose = drawn.get();
    assertThat(atClose).isBetween(1, 5);
    assertThat(drawn.get()).isEqualTo(atClose);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    CountDownLatch gate = new CountDownLatch(1);
    Iterator<Integer> source = Stream.of(1).map(number -> waitFor(gate, number)).iterator();
    try (ReadAhead<Integer> numbers = new ReadAhead<>(source, 1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(numbers::hasNext).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      gate.countDown();
    }
  }

  private static int waitFor(CountDownLatch gate, int number) {
    try {
      gate.await();
      return number;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
