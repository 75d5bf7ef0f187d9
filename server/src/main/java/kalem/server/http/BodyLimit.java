package kalem.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies over the limit: at once by their length, else while they are read. */
final class BodyLimit extends OncePerRequestFilter {
  private final BodyRules rules;
  private final FailureWriter failures;

  BodyLimit(BodyRules rules, FailureWriter failures) {
    this.rules = rules;
    this.failures = failures;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return rules.areFiles(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = rules.limit(request);
    String refusal = rules.refusal(request, limit);
    if (request.getContentLengthLong() > limit) {
      refuse(response, new KalemException(ErrorCode.PAYLOAD_TOO_LARGE, refusal));
    } else if (BodyRules.isOfUnknownLength(request)) {
      refuse(response, KalemException.invalid("Send a multipart body with its Content-Length."));
    } else {
      chain.doFilter(new Limited(request, limit, refusal), response);
    }
  }

  private void refuse(HttpServletResponse response, KalemException reason) throws IOException {
    response.setHeader("Connection", "close");
    failures.write(response, reason);
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final long limit;
    private final String refusal;

    Limited(HttpServletRequest request, long limit, String refusal) {
      super(request);
      this.limit = limit;
      this.refusal = refusal;
    }

    /** Looking for a parameter, as the CSRF check does, must not bring parts to disk. */
    @Override
    public @Nullable String getParameter(String name) {
      return BodyRules.isMultipart(this) ? null : super.getParameter(name);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream(), limit, refusal);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private final long limit;
    private final String refusal;
    private long read;

    Counted(ServletInputStream in, long limit, String refusal) {
      this.in = in;
      this.limit = limit;
      this.refusal = refusal;
    }

    private int count(int bytes) throws IOException {
      if (bytes > 0) {
        read += bytes;
        if (read > limit) {
          throw new BodyTooLargeException(refusal);
        }
      }
      return bytes;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      if (value >= 0) {
        count(1);
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return count(in.read(buffer, offset, length));
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
