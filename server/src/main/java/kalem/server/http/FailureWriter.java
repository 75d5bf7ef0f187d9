package kalem.server.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import org.springframework.stereotype.Component;

/** Writes the failure envelope where no controller is at hand: filters and the security layer. */
@Component
class FailureWriter {
  void write(HttpServletResponse response, KalemException exception) throws IOException {
    response.setStatus(exception.code().status());
    exception
        .retryAfter()
        .ifPresent(seconds -> response.setHeader("Retry-After", String.valueOf(seconds)));
    response.setContentType("application/json;charset=utf-8");
    response
        .getOutputStream()
        .write(Json.MAPPER.writeValueAsBytes(Failure.of(exception, RequestIds.current())));
  }
}
