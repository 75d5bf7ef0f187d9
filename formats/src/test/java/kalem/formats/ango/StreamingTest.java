package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Memory must not depend on the number of rows. */
class StreamingTest {
  private static final int ROWS = 200_000;

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void twoHundredThousandRowsAreWrittenInASmallBudget() throws IOException {
    ExportRow row = new RandomRows(new SplittableRandom(1)).row();
    Iterator<ExportRow> rows = Stream.generate(() -> row).limit(ROWS).iterator();
    CountingStream target = new CountingStream();
    CountingProgress progress = new CountingProgress(Long.MAX_VALUE);
    long before = allocated();
    try (AngoExportWriter writer =
        AngoExportWriter.open(
            target, "p", Zips.AT, RoundTripTest.EVERYTHING.withFormat(ExportFormat.NDJSON))) {
      assertThat(writer.writeAll(rows, progress)).isEqualTo(ROWS);
    }
    long perRow = (allocated() - before) / ROWS;
    assertThat(progress.rows).isEqualTo(ROWS);
    assertThat(target.bytes).isGreaterThan(ROWS);
    // Neither rows nor their texts can have been collected or copied.
    assertThat(perRow).isLessThan(lengthOf(row) / 2);
  }

  private static long lengthOf(ExportRow row) throws IOException {
    return Zips.entries(Zips.export(List.of(row), RoundTripTest.EVERYTHING)).values().stream()
        .mapToLong(String::length)
        .sum();
  }

  @Test
  void twoHundredThousandItemsAreReadOneByOne() throws IOException {
    String item = "{\"externalId\":\"a\",\"objects\":[{\"schemaId\":\"s\",\"point\":[1,2]}]}";
    try (AngoImportReader reader = AngoImportReader.open(new RepeatedItems(item))) {
      long count = 0;
      long last = -1;
      long before = allocated();
      while (reader.hasNext()) {
        last = reader.next().index();
        count++;
      }
      assertThat(count).isEqualTo(ROWS);
      assertThat(last).isEqualTo(ROWS - 1);
      assertThat((allocated() - before) / ROWS).isLessThan(3_000);
    }
  }

  @Test
  void anExportStopsBetweenTwoRowsWhenCanceled() throws IOException {
    ExportRow row = new RandomRows(new SplittableRandom(1)).row();
    CountingProgress progress = new CountingProgress(3);
    try (AngoExportWriter writer =
        AngoExportWriter.open(new CountingStream(), "p", Zips.AT, ExportOptions.DEFAULT)) {
      assertThatThrownBy(() -> writer.writeAll(Stream.generate(() -> row).iterator(), progress))
          .isInstanceOf(ExportCanceledException.class);
    }
    assertThat(progress.rows).isEqualTo(3);
  }

  private static final class CountingProgress implements ExportProgress {
    private final long cancelAfter;
    private long rows;

    CountingProgress(long cancelAfter) {
      this.cancelAfter = cancelAfter;
    }

    @Override
    public void wrote(long total) {
      rows = total;
    }

    @Override
    public boolean isCanceled() {
      return rows >= cancelAfter;
    }
  }

  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }

  /** A list that is made while it is read. */
  private static final class RepeatedItems extends InputStream {
    private final byte[] item;
    private int left = ROWS;
    private ByteArrayInputStream part;

    RepeatedItems(String item) {
      this.item = ("," + item).getBytes(StandardCharsets.UTF_8);
      this.part = new ByteArrayInputStream(("[" + item).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() {
      return advance() ? part.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return advance() ? part.read(buffer, offset, length) : -1;
    }

    private boolean advance() {
      if (part.available() == 0 && left > 0) {
        left--;
        part = new ByteArrayInputStream(left == 0 ? new byte[] {']'} : item);
      }
      return part.available() > 0;
    }
  }
}
