package kalem.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;

/**
 * The envelope of every failure (api.md 1): {@code status} is {@code fail} for 4xx and {@code
 * error} for 5xx.
 *
 * @param error {@code statusCode}, {@code code}, {@code requestId} and, where given, {@code
 *     details} and further facts
 */
public record Failure(String status, String message, Map<String, Object> error) {

  static Failure of(KalemException exception, String requestId) {
    return of(
        exception.code(),
        exception.getMessage() == null ? "" : exception.getMessage(),
        requestId,
        exception.details(),
        exception.facts());
  }

  static Failure of(ErrorCode code, String message, String requestId) {
    return of(code, message, requestId, List.of(), Map.of());
  }

  private static Failure of(
      ErrorCode code,
      String message,
      String requestId,
      List<Map<String, Object>> details,
      Map<String, Object> facts) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("statusCode", code.status());
    error.put("code", code.slug());
    error.put("requestId", requestId);
    error.putAll(facts);
    if (!details.isEmpty()) {
      error.put("details", details);
    }
    return new Failure(code.status() < 500 ? "fail" : "error", message, error);
  }
}
