package kalem.server.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signing, sealing and hashing with the installation's key material. Each purpose works with a key
 * of its own, derived from the one secret.
 */
public final class Secrets {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int TOKEN_BYTES = 32;

  private final byte[] master;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param material any text; its strength is the installation's
   */
  public Secrets(String material) {
    this.master = sha256(material);
  }

  /** A fresh token for links and cookies, 256 bits, safe in URLs. */
  public String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** HMAC-SHA256 as lower-case hex. */
  public String sign(String purpose, String text) {
    return HexFormat.of().formatHex(hmac(key(purpose), text));
  }

  /** Signs as {@link #sign} does, at less cost for each of many texts; for one thread. */
  public UnaryOperator<String> signer(String purpose) {
    Mac mac = mac(key(purpose));
    return text -> HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether a signature is the right one; takes the same time for every wrong one. */
  public boolean verify(String purpose, String text, String signature) {
    return MessageDigest.isEqual(
        sign(purpose, text).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  /** Encrypts and authenticates (AES-256-GCM); base64 of nonce, then ciphertext with tag. */
  public String seal(String purpose, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        cipher(Cipher.ENCRYPT_MODE, purpose, nonce, text.getBytes(StandardCharsets.UTF_8), 0);
    byte[] all = new byte[NONCE_BYTES + sealed.length];
    System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * @throws IllegalStateException when it was not sealed with this installation's secret
   */
  public String open(String purpose, String sealedText) {
    byte[] sealed = Base64.getDecoder().decode(sealedText);
    byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
    return new String(
        cipher(Cipher.DECRYPT_MODE, purpose, nonce, sealed, NONCE_BYTES), StandardCharsets.UTF_8);
  }

  /** Hash under which tokens of high entropy are stored and found again. */
  public static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] cipher(int mode, String purpose, byte[] nonce, byte[] input, int offset) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(key(purpose), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input, offset, input.length - offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Sealed with another secret, or damaged", e);
    }
  }

  private byte[] key(String purpose) {
    return hmac(master, purpose);
  }

  private static byte[] hmac(byte[] key, String text) {
    return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
