package kalem.server.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A failure that the caller is told about: a code, a sentence that says what to do and, where
 * several things are wrong at once, one entry of details each.
 */
public final class KalemException extends RuntimeException {
  private static final String RETRY_AFTER = "retryAfter";

  private final ErrorCode code;
  private final transient List<Map<String, Object>> details;
  private final transient Map<String, Object> facts;

  public KalemException(ErrorCode code, String message) {
    this(code, message, List.of(), Map.of());
  }

  /**
   * @param details one entry per fault, for example {@code {path, message}}
   * @param facts further keys of the error object, for example the current version
   */
  public KalemException(
      ErrorCode code,
      String message,
      List<Map<String, Object>> details,
      Map<String, Object> facts) {
    super(message);
    this.code = code;
    this.details = List.copyOf(details);
    this.facts = Map.copyOf(facts);
  }

  /** The caller sent something that can not be used; the message names the field. */
  public static KalemException invalid(String message) {
    return new KalemException(ErrorCode.INVALID_REQUEST, message);
  }

  /** The object does not exist, or not for this caller: both look the same. */
  public static KalemException notFound(String what, String id) {
    return new KalemException(ErrorCode.NOT_FOUND, what + " not found: " + id + ".");
  }

  /** The same answer for malformed, unknown and foreign projects, so that nothing is revealed. */
  public static KalemException invalidProject(String id) {
    return new KalemException(ErrorCode.INVALID_PROJECT, "Invalid project: " + id + ".");
  }

  public static KalemException forbidden(String message) {
    return new KalemException(ErrorCode.FORBIDDEN, message);
  }

  public static KalemException conflict(String message) {
    return new KalemException(ErrorCode.CONFLICT, message);
  }

  /** The same call can succeed after a while; the answer says so in {@code Retry-After}. */
  public static KalemException later(ErrorCode code, String message, Duration wait) {
    return new KalemException(
        code, message, List.of(), Map.of(RETRY_AFTER, Math.max(1, wait.toSeconds())));
  }

  public ErrorCode code() {
    return code;
  }

  public List<Map<String, Object>> details() {
    return details;
  }

  public Map<String, Object> facts() {
    return facts;
  }

  /** Seconds after which it is worth to try again. */
  public Optional<Long> retryAfter() {
    return Optional.ofNullable(facts.get(RETRY_AFTER)).map(Long.class::cast);
  }
}
