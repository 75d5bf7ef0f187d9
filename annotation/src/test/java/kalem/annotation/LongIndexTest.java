package kalem.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LongIndexTest {
  @Test
  void answersAsAMapDoes() {
    RandomGenerator random = new SplittableRandom(3);
    LongIndex index = new LongIndex();
    Map<Long, Integer> map = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      long key = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(50_000) * 1024L;
      boolean isNew = map.putIfAbsent(key, i) == null;
      assertThat(index.add(key, i)).isEqualTo(isNew);
    }
    assertThat(index.size()).isEqualTo(map.size());
    map.forEach((key, value) -> assertThat(index.get(key)).isEqualTo(value));
    for (int i = 0; i < 1000; i++) {
      long key = random.nextLong();
      assertThat(index.contains(key)).isEqualTo(map.containsKey(key));
    }
  }
}
