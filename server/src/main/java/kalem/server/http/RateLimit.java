package kalem.server.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kalem.server.access.Caller;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests per minute of each API key with a token bucket, a tenth of the limit as burst
 * (api.md 2.3). Counts per node; browser sessions are not limited.
 */
final class RateLimit extends OncePerRequestFilter {
  private static final int BURST_SHARE = 10;

  private final int limit;
  private final FailureWriter failures;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param limit requests per minute and key
   */
  RateLimit(int limit, FailureWriter failures) {
    this.limit = limit;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller =
        Callers.current().filter(known -> known.credential() instanceof Caller.Credential.ApiKey);
    if (caller.isEmpty() || take(caller.get(), response)) {
      chain.doFilter(request, response);
    }
  }

  private boolean take(Caller caller, HttpServletResponse response) throws IOException {
    ConsumptionProbe probe =
        buckets
            .computeIfAbsent(caller.accountId() + caller.organizationId(), key -> bucket())
            .tryConsumeAndReturnRemaining(1);
    response.setHeader("X-RateLimit-Limit", String.valueOf(limit));
    response.setHeader("X-RateLimit-Remaining", String.valueOf(probe.getRemainingTokens()));
    Duration full = Duration.ofNanos(probe.getNanosToWaitForReset());
    response.setHeader(
        "X-RateLimit-Reset", String.valueOf(Instant.now().plus(full).getEpochSecond()));
    if (probe.isConsumed()) {
      return true;
    }
    long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
    response.setHeader("Retry-After", String.valueOf(seconds));
    failures.write(
        response,
        new KalemException(
            ErrorCode.TOO_MANY_REQUESTS,
            "More than " + limit + " requests a minute. Try again in " + seconds + " s."));
    return false;
  }

  private Bucket bucket() {
    int burst = Math.max(1, limit / BURST_SHARE);
    return Bucket.builder()
        .addLimit(bandwidth -> bandwidth.capacity(burst).refillGreedy(limit, Duration.ofMinutes(1)))
        .build();
  }
}
