package kalem.annotation.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import kalem.annotation.Vectors;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.geometry.ImageSize;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Runs the cases of pixels that are shared with the web editor. */
class RasterVectorTest {
  @TestFactory
  Stream<DynamicTest> shapesAreFilled() throws IOException {
    return Vectors.each(
        Vectors.read("raster"),
        vector -> {
          JsonNode size = vector.get("size");
          Mask mask =
              Rasterizer.fill(
                  GeometryReader.read(vector.get("key").stringValue(), vector.get("value")),
                  new ImageSize(size.get(0).intValue(), size.get(1).intValue()),
                  stroke(vector.path("stroke")));
          assertThat(mask).isEqualTo(drawn(vector.get("expected")));
        });
  }

  private static Stroke stroke(JsonNode given) {
    return given.isArray()
        ? new Stroke(given.get(0).doubleValue(), given.get(1).doubleValue())
        : Stroke.THIN;
  }

  @TestFactory
  Stream<DynamicTest> masksAreRuns() throws IOException {
    return Vectors.each(
        Vectors.read("rle"),
        vector -> {
          Mask mask = drawn(vector.get("rows"));
          int[] counts = vector.get("counts").valueStream().mapToInt(JsonNode::intValue).toArray();
          Rle rle = Rle.of(mask);
          assertThat(rle.counts()).containsExactly(counts);
          assertThat(rle.compressed()).isEqualTo(vector.get("compressed").stringValue());
          assertThat(Rle.parse(rle.compressed(), mask.height(), mask.width()).toMask())
              .isEqualTo(mask);
        });
  }

  private static Mask drawn(JsonNode rows) {
    return RandomMasks.drawn(rows.valueStream().map(JsonNode::stringValue).toArray(String[]::new));
  }
}
