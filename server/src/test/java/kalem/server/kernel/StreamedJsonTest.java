package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StreamedJsonTest {
  @Test
  void aStreamedValueIsAMemberLikeAnyOther() {
    ObjectNode node = Json.object().put("before", 1);
    StreamedJson.of("{\"a\":[1,\"ç\"]}").putInto(node, "streamed");
    node.put("after", 2);
    assertThat(Json.write(node))
        .isEqualTo("{\"before\":1,\"streamed\":{\"a\":[1,\"ç\"]},\"after\":2}");
  }

  /** Generators refuse half a character; wherever the pieces are cut, none is handed on. */
  @Test
  void charactersOfTwoUnitsSurviveEveryCut() {
    for (int shift = 0; shift < 3; shift++) {
      String text = "\"" + "x".repeat(shift) + "\ud83d\ude00".repeat(10_000) + "\"";
      ObjectNode node = Json.object();
      StreamedJson.of(text).putInto(node, "streamed");
      assertThat(new String(Json.MAPPER.writeValueAsBytes(node), StandardCharsets.UTF_8))
          .isEqualTo("{\"streamed\":" + text + "}");
    }
  }
}
