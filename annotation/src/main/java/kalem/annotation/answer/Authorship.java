package kalem.annotation.answer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import kalem.annotation.json.JsonText;
import kalem.annotation.json.Timestamps;

/**
 * Who writes labels now.
 *
 * @param email of the user, or of the user whose key was used
 * @param stageId the stage the task is in
 */
public record Authorship(String email, String stageId, Instant at, Source source) {
  Map<String, JsonText> asCreation() {
    return stamped("createdAt", "createdBy", "createdIn");
  }

  Map<String, JsonText> asUpdate() {
    return stamped("updatedAt", "updatedBy", "updatedIn");
  }

  private Map<String, JsonText> stamped(String atKey, String byKey, String inKey) {
    Map<String, JsonText> values = new LinkedHashMap<>();
    values.put(atKey, JsonText.ofString(Timestamps.of(at)));
    values.put(byKey, JsonText.ofString(email));
    values.put(inKey, JsonText.ofString(stageId));
    return values;
  }
}
