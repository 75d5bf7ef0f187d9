package kalem.formats.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombinedCrcTest {
  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256, 257, 6_382, 65_535, 65_536, 1 << 24, (1 << 24) + 70_000})
  void theChecksumOfTwoTextsJoinedFollowsFromTheirs(int secondLength) {
    SplittableRandom random = new SplittableRandom(secondLength);
    byte[] joined = new byte[100 + secondLength];
    random.nextBytes(joined);
    int first = crc(Arrays.copyOf(joined, 100));
    int second = crc(Arrays.copyOfRange(joined, 100, joined.length));
    assertThat(CombinedCrc.of(first, second, secondLength)).isEqualTo(crc(joined));
  }
}
