package kalem.server.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer whose headers leave before it is known, followed by a blank now and then so that
 * proxies keep the connection; JSON may begin with blanks. A failure can no longer change the
 * status, so its body alone tells it.
 */
public final class LateAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(LateAnswer.class);

  /** Between two blanks. */
  public static final Duration PAUSE = Duration.ofSeconds(15);

  private final HttpServletResponse response;

  public LateAnswer(HttpServletResponse response) {
    this.response = response;
  }

  /**
   * @param wait waits for {@link #PAUSE} at most; empty when there is nothing to say yet
   * @throws IOException when the client has gone
   */
  public void write(Supplier<? extends Optional<?>> wait) throws IOException {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("application/json;charset=utf-8");
    ServletOutputStream out = response.getOutputStream();
    response.flushBuffer();
    Object body = await(wait, out);
    out.write(Json.MAPPER.writeValueAsBytes(body));
    out.flush();
  }

  private Object await(Supplier<? extends Optional<?>> wait, ServletOutputStream out)
      throws IOException {
    try {
      while (true) {
        Optional<?> body = wait.get();
        if (body.isPresent()) {
          return body.get();
        }
        out.write(' ');
        out.flush();
      }
    } catch (KalemException e) {
      return failure(e);
    } catch (RuntimeException e) {
      // The status is sent already: the body alone can still say that it went wrong.
      LOG.error("Something long could not be waited for", e);
      return failure(
          new KalemException(
              ErrorCode.INTERNAL,
              "Something went wrong while waiting. The work goes on; find it in the history."));
    }
  }

  private Failure failure(KalemException failure) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("statusCode", failure.code().status());
    error.put("code", failure.code().slug());
    error.put("requestId", Optional.ofNullable(response.getHeader("X-Request-Id")).orElse("none"));
    return new Failure("error", Optional.ofNullable(failure.getMessage()).orElse(""), error);
  }
}
