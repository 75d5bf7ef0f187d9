package kalem.server.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
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
    ERROR("error"),
    /** Worth a look. */
    WARNING("warning");

    private final String wireName;

    Level(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }

    static Level of(String wireName) {
      return wireName.equals(WARNING.wireName) ? WARNING : ERROR;
    }
  }

  static Finding error(String message) {
    return new Finding(null, null, message, Level.ERROR);
  }

  static Finding warning(String message) {
    return new Finding(null, null, message, Level.WARNING);
  }

  boolean isError() {
    return level == Level.ERROR;
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
    detail.put("level", level.wireName());
    return detail;
  }
}
