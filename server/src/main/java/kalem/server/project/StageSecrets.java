package kalem.server.project;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kalem.server.kernel.Secrets;
import kalem.server.project.stage.SettingsReader;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The secrets of Webhook stages: sealed in the stored definition, shown as a mask. A definition
 * that comes back with the mask keeps the secret that is stored.
 */
@Component
public class StageSecrets {
  /** What stands for a secret wherever a definition is shown. */
  public static final String MASK = "********";

  private static final String SECRET = "secret";
  private static final String PURPOSE = "webhook secret";

  private final Secrets secrets;

  StageSecrets(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The secret of a Webhook stage. */
  public String open(String text) {
    return secrets.open(PURPOSE, text);
  }

  /**
   * The definition as it is stored.
   *
   * @param given as somebody sent it, in order
   * @param before the stored definition that it replaces
   */
  JsonNode sealed(JsonNode given, JsonNode before) {
    Map<String, String> known = known(before);
    JsonNode stored = given.deepCopy();
    for (JsonNode node : stored) {
      if (node instanceof ObjectNode stage) {
        // Sealed texts are nothing to give: whoever read one elsewhere must not use it here.
        stage.remove(SettingsReader.SEALED);
        seal(stage, Optional.ofNullable(known.get(stage.path("id").asString(""))));
      }
    }
    return stored;
  }

  private void seal(ObjectNode stage, Optional<String> known) {
    if (!isWebhook(stage)) {
      return;
    }
    String secret = stage.path(SECRET).asString("");
    stage.remove(SECRET);
    if (secret.equals(MASK)) {
      known.ifPresent(text -> stage.put(SettingsReader.SEALED, text));
    } else if (!secret.isEmpty()) {
      stage.put(SettingsReader.SEALED, secrets.seal(PURPOSE, secret));
    }
  }

  /** The definition as people may see it. */
  static JsonNode masked(JsonNode stored) {
    for (JsonNode node : stored) {
      if (node instanceof ObjectNode stage && stage.remove(SettingsReader.SEALED) != null) {
        stage.put(SECRET, MASK);
      }
    }
    return stored;
  }

  private static Map<String, String> known(JsonNode before) {
    Map<String, String> known = new HashMap<>();
    for (JsonNode stage : before) {
      String text = stage.path(SettingsReader.SEALED).asString("");
      if (!text.isEmpty()) {
        known.put(stage.path("id").asString(""), text);
      }
    }
    return known;
  }

  private static boolean isWebhook(JsonNode stage) {
    return stage.path("type").asString("").equals(StageType.WEBHOOK.wireName());
  }
}
