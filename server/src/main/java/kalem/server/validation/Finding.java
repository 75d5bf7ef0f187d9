package kalem.server.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a check found wrong.
 *
 * @param objectId the entry it is about; null: the whole task
 * @param frame page or frame from 0; null where none was named
 * @param level only an {@code error} can keep labels from being saved
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    @Nullable String objectId, @Nullable Integer frame, String message, Level level) {

  /** How much a finding weighs. */
  public enum Level {
    /** The labels are wrong. */
    error,
    /** Worth a look. */
    warning
  }

  static Finding error(String message) {
    return new Finding(null, null, message, Level.error);
  }

  static Finding warning(String message) {
    return new Finding(null, null, message, Level.warning);
  }

  boolean isError() {
    return level == Level.error;
  }

  Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    if (objectId != null) {
      detail.put("objectId", objectId);
    }
    if (frame != null) {
      detail.put("frame", frame);
    }
    detail.put("message", message);
    detail.put("level", level.name());
    return detail;
  }
}
