package kalem.formats.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a data set is dealt out into parts. An asset's part follows from the first 32 bits of the MD5
 * of its external id alone, so that it stays the same whatever else the set holds.
 */
record Parts(List<Part> parts) {
  private static final long HASHES = 1L << 32;
  private static final double TOLERANCE = 1e-3;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /** Everything in one part without a name. */
  static final Parts WHOLE = new Parts(List.of(new Part("", 0, HASHES)));

  /** One part: the hashes from {@code from} up to but without {@code to}. */
  record Part(String name, long from, long to) implements Predicate<String> {
    @Override
    public boolean test(String externalId) {
      long hash = hash(externalId);
      return hash >= from && hash < to;
    }
  }

  Parts {
    parts = List.copyOf(parts);
  }

  /**
   * Reads {@code train=0.8,validation=0.1,test=0.1}.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static Parts of(String text) {
    List<String> names = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (String pair : text.split(",")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (!NAME.matcher(name).matches() || names.contains(name)) {
        throw new IllegalArgumentException(
            "--split needs different names with shares, such as train=0.8,test=0.2.");
      }
      names.add(name);
      shares.add(share(pair.substring(equals + 1).strip()));
    }
    return of(names, shares);
  }

  private static Parts of(List<String> names, List<Double> shares) {
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new IllegalArgumentException(
          "The shares of --split must sum to 1, not to " + sum + ".");
    }
    List<Part> parts = new ArrayList<>();
    double passed = 0;
    long from = 0;
    for (int i = 0; i < names.size(); i++) {
      passed += shares.get(i);
      long to = i + 1 == names.size() ? HASHES : Math.round(passed / sum * HASHES);
      parts.add(new Part(names.get(i), from, to));
      from = to;
    }
    return new Parts(parts);
  }

  private static double share(String text) {
    try {
      double share = Double.parseDouble(text);
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw new IllegalArgumentException("A share of --split is a number above 0 and up to 1.");
  }

  private static long hash(String externalId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(externalId.getBytes(StandardCharsets.UTF_8));
      long hash = 0;
      for (int i = 0; i < 4; i++) {
        hash = (hash << 8) | (digest[i] & 0xFF);
      }
      return hash;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has MD5", impossible);
    }
  }
}
