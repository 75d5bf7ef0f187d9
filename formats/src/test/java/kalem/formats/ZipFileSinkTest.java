package kalem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ZipFileSinkTest {
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final ZipFileSink sink = new ZipFileSink(target, Instant.parse("2026-05-04T09:07:30Z"));

  @Test
  void writesFilesInFolders() throws IOException {
    sink.write("labels/a.txt", "grün");
    try (OutputStream file = sink.begin("data.yaml")) {
      file.write('x');
      file.write("yz".getBytes(StandardCharsets.UTF_8));
    }
    sink.finish();
    assertThat(entries()).isEqualTo(Map.of("labels/a.txt", "grün", "data.yaml", "xyz"));
  }

  @Test
  void keepsEveryFileBelowItself() throws IOException {
    sink.write("/../../etc/passwd", "x");
    sink.write("a\\b:c", "y");
    sink.finish();
    assertThat(entries().keySet()).containsExactly("etc/passwd", "a_b_c");
  }

  @Test
  void refusesASecondFileOfOneName() throws IOException {
    sink.write("a", "x");
    assertThatThrownBy(() -> sink.begin("./a")).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void endsAFileWhenTheNextBegins() throws IOException {
    OutputStream first = sink.begin("first");
    first.write('1');
    try (OutputStream second = sink.begin("second")) {
      first.close();
      assertThatThrownBy(() -> first.write('!')).hasMessageContaining("ended already");
      second.write('2');
    }
    sink.finish();
    assertThat(entries()).isEqualTo(Map.of("first", "1", "second", "2"));
  }

  private Map<String, String> entries() throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(target.toByteArray()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
