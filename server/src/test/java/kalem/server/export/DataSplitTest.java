package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kalem.server.export.DataSplit.By;
import kalem.server.export.DataSplit.Part;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSplitTest {
  @ParameterizedTest
  @CsvSource({
    "0.8, 0.1, 0.1, 3",
    "1, 0, 0, 1",
    "0, 0, 1, 1",
    "0.7, 0, 0.3, 2",
    "0.9995, 0, 0, 1",
    "0.3333, 0.3333, 0.3333, 3"
  })
  void coversEveryHashOnceWithThePartsThatHaveAShare(
      double train, double validation, double test, int parts) {
    List<Part> found = new DataSplit(train, validation, test, By.HASH).parts();
    assertThat(found).hasSize(parts);
    assertThat(found.getFirst().from()).isZero();
    assertThat(found.getLast().to()).isEqualTo(DataSplit.HASHES);
    for (int i = 1; i < found.size(); i++) {
      assertThat(found.get(i).from()).isEqualTo(found.get(i - 1).to());
    }
  }
}
