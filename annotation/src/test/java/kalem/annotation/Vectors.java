package kalem.annotation;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/** Reads the cases shared with the web editor, {@code src/test/vectors}. */
public final class Vectors {
  private Vectors() {}

  public static JsonNode read(String name) throws IOException {
    return JsonText.parse(Files.readString(Path.of("src/test/vectors/" + name + ".json")));
  }

  public static Stream<DynamicTest> each(JsonNode vectors, Consumer<JsonNode> check) {
    return vectors
        .valueStream()
        .map(vector -> dynamicTest(vector.get("name").stringValue(), () -> check.accept(vector)));
  }

  /** The text a shape is stored as. */
  public static String text(Geometry geometry) {
    StringBuilder text = new StringBuilder();
    geometry.write(new CompactJson(text));
    return text.toString();
  }
}
