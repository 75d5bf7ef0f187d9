package kalem.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
  private final FileNames names = new FileNames();

  @Test
  void theExtensionIsReplacedAndFoldersStay() {
    assertThat(names.unique("cam3/0042.jpg", "t1", ".txt")).isEqualTo("cam3/0042.txt");
    assertThat(names.unique("scan.tif", "t1", "_3.txt")).isEqualTo("scan_3.txt");
    assertThat(names.unique("v1.2/frame", "t1", ".txt")).isEqualTo("v1.2/frame.txt");
  }

  @Test
  void aClashGetsTheTaskIdAndThenANumber() {
    assertThat(names.unique("a.jpg", "t1", ".txt")).isEqualTo("a.txt");
    assertThat(names.unique("a.png", "t2", ".txt")).isEqualTo("a-t2.txt");
    assertThat(names.unique("a.bmp", "t2", ".txt")).isEqualTo("a-t2-2.txt");
  }

  @Test
  void noNameLeadsOutOfTheFolder() {
    assertThat(names.unique("../../etc/passwd", "t", ".txt")).isEqualTo("etc/passwd.txt");
    assertThat(names.unique("/abs\\olute:x\u0000.jpg", "t", ".txt")).isEqualTo("abs_olute_x_.txt");
    assertThat(names.unique("..", "t", ".txt")).isEqualTo("_.txt");
  }

  @Test
  void aMillionNamesStayApart() {
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(names.unique("images/" + i + ".jpg", "t", ".txt").endsWith("-t.txt")).isFalse();
    }
  }
}
