package kalem.server.workflow;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves to a receiver that a message is ours: bare hex, as receivers expect it. */
final class WebhookSignature {
  private WebhookSignature() {}

  static String sha1(String secret, byte[] body) {
    return hex("HmacSHA1", secret, body);
  }

  static String sha256(String secret, byte[] body) {
    return hex("HmacSHA256", secret, body);
  }

  private static String hex(String algorithm, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
