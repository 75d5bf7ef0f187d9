package kalem.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * The envelope for requests that Tomcat itself refuses, such as paths with forbidden characters:
 * clients parse every body as JSON, so none may be an HTML page. Public, as Tomcat makes it by
 * name.
 */
public final class EnvelopeValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    ErrorCode code = ErrorEnvelope.ofStatus(response.getStatus());
    byte[] body =
        Json.MAPPER
            .writeValueAsString(Failure.of(code, ErrorEnvelope.message(code), RequestIds.current()))
            .getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentType("application/json;charset=utf-8");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException e) {
      // Whoever sent the request has gone; there is nobody left to tell.
      return;
    }
  }
}
