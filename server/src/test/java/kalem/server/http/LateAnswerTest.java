package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class LateAnswerTest {
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void sendsBlanksUntilTheAnswerIsKnown() throws Exception {
    Queue<Optional<Object>> answers =
        new ArrayDeque<>(
            List.of(Optional.empty(), Optional.empty(), Optional.of(Success.of("path"))));
    new LateAnswer(response).write(answers::remove);
    assertThat(text()).startsWith("  {").contains("\"path\"");
    assertThat(response.getContentType()).startsWith("application/json");
  }

  @Test
  void endsWithTheFailure() throws Exception {
    response.setHeader("X-Request-Id", "r1");
    new LateAnswer(response)
        .write(
            () -> {
              throw KalemException.conflict("The export was canceled.");
            });
    assertThat(Json.parse(text()).toString())
        .isEqualTo(
            "{\"status\":\"error\",\"message\":\"The export was canceled.\","
                + "\"error\":{\"statusCode\":409,\"code\":\"conflict\",\"requestId\":\"r1\"}}");
  }

  private String text() throws UnsupportedEncodingException {
    return response.getContentAsString();
  }
}
