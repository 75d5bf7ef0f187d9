package kalem.formats.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is never held as a whole, in whatever order it is. */
class CocoMemoryTest {
  @TempDir private Path folder;

  @Test
  void aMillionScatteredAnnotationsFitIntoASmallHeap() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MillionAnnotations.class.getName(),
                    folder.resolve("million.json").toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("50000 images, 1000000 objects");
    System.out.println("COCO, 1,000,000 annotations in 128 MB: " + output.strip());
  }
}
