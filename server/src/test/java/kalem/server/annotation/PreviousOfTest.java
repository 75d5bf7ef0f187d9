package kalem.server.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;

class PreviousOfTest {
  @Test
  void objectsAreComparedWithWhatTheyReplace() {
    assertThat(PreviousOf.needed(Json.parse("[{\"objectId\":\"a\"},{\"point\":[1,2]}]")))
        .accepts("a")
        .rejects("b");
  }

  @Test
  void aRelationMayEndAnywhere() {
    assertThat(PreviousOf.needed(Json.parse("[{\"objectId\":\"a\",\"group\":[\"b\"]}]")))
        .accepts("a", "b", "c");
  }
}
