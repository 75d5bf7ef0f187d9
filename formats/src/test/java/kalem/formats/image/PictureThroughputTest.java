package kalem.formats.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import kalem.formats.catalog.Formats;
import kalem.formats.testing.Throughput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards against writers becoming slow by an order of magnitude. The target is 300,000 boxes a
 * second on one core; the bound is lower, as tests share the caches of their machine.
 */
class PictureThroughputTest {
  private static final long LEAST = 100_000;

  @ParameterizedTest
  @ValueSource(strings = {"coco", "yolo", "kitti", "voc"})
  void boxesAreWrittenFast(String format) throws IOException {
    long speed = Throughput.boxesPerSecond(Formats.find(format).orElseThrow());
    System.out.printf("%s: %,d boxes/s%n", format, speed);
    assertThat(speed).isGreaterThan(LEAST);
  }
}
