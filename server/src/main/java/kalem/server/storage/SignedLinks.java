package kalem.server.storage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Settings;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Makes and checks links to objects of the store that work without signing in, for one method and
 * until they expire. The part before the question mark is the object's permanent name, which can be
 * signed again at any time.
 *
 * <p>The names in the query are part of the contract: clients put whole links unescaped into
 * queries of their own, so ours must not be called name, url, project, type, storageId or bucket.
 */
@Component
public class SignedLinks {
  /** How long a link for reading works, where nobody says otherwise. */
  public static final Duration READ_LIFE = Duration.ofHours(1);

  public static final Duration EXPORT_LIFE = Duration.ofDays(7);
  static final Duration WRITE_LIFE = Duration.ofHours(1);

  static final String PATH = "/files/";
  private static final String PURPOSE = "links";

  private final Secrets secrets;
  private final InstantSource clock;
  private final String base;

  SignedLinks(Secrets secrets, InstantSource clock, Settings settings) {
    this.secrets = secrets;
    this.clock = clock;
    this.base = settings.publicUrl() + PATH;
  }

  /** What a link permits. */
  enum Use {
    READ,
    WRITE
  }

  /**
   * What a link proves it with, as found in its query.
   *
   * @param download file name under which browsers save it; empty: they show it
   */
  record Proof(String expires, String signature, String download) {}

  /** A link for GET and HEAD. */
  public String read(ObjectKey key, Duration life) {
    return link(Use.READ, key, life, "");
  }

  /**
   * Makes many links for GET and HEAD that expire at the same time, at less cost for each; for one
   * thread.
   */
  public Function<ObjectKey, String> reading(Duration life) {
    String expires = expiry(life);
    UnaryOperator<String> signer = secrets.signer(PURPOSE);
    return key -> link(Use.READ, key, expires, "", signer);
  }

  /** A link for GET and HEAD that browsers save as a file of this name. */
  public String download(ObjectKey key, Duration life, String fileName) {
    return link(Use.READ, key, life, fileName);
  }

  /** A link for PUT. */
  public String write(ObjectKey key) {
    return link(Use.WRITE, key, WRITE_LIFE, "");
  }

  /** The permanent name of an object: a URL that alone opens nothing. */
  public String stableUrl(ObjectKey key) {
    return base
        + key.segments().stream().map(SignedLinks::encoded).collect(Collectors.joining("/"));
  }

  private static String encoded(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean isPlain =
          (character >= 'a' && character <= 'z')
              || (character >= 'A' && character <= 'Z')
              || (character >= '0' && character <= '9')
              || character == '.'
              || character == '-'
              || character == '_';
      if (!isPlain) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  /**
   * The object that a stable or signed URL of this hub names; also only its path, as URLs lose
   * their host when the hub moves. Empty for everything else.
   */
  public Optional<ObjectKey> keyOf(String url) {
    int end = 0;
    while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
      end++;
    }
    String path = url.substring(0, end);
    String own =
        path.startsWith(base)
            ? path.substring(base.length())
            : path.startsWith(PATH) ? path.substring(PATH.length()) : "";
    return own.isEmpty() ? Optional.empty() : decoded(own);
  }

  /** A key out of the path of a URL; empty when it is none. */
  static Optional<ObjectKey> decoded(String path) {
    try {
      // A plus in a path is a plus.
      return Optional.of(
          new ObjectKey(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException | KalemException e) {
      return Optional.empty();
    }
  }

  private String link(Use use, ObjectKey key, Duration life, String download) {
    return link(use, key, expiry(life), download, text -> secrets.sign(PURPOSE, text));
  }

  private String expiry(Duration life) {
    return String.valueOf(clock.instant().plus(life).getEpochSecond());
  }

  private String link(
      Use use, ObjectKey key, String expires, String download, UnaryOperator<String> signer) {
    return stableUrl(key)
        + "?expires="
        + expires
        + (download.isEmpty()
            ? ""
            : "&download=" + UriUtils.encode(download, StandardCharsets.UTF_8))
        + "&signature="
        + signer.apply(text(use, key, expires, download));
  }

  /**
   * Checks a link and says until when it works.
   *
   * @throws KalemException invalid link when it was tampered with, made for something else or has
   *     expired
   */
  Instant check(Use use, ObjectKey key, Proof proof) {
    if (!secrets.verify(
        PURPOSE, text(use, key, proof.expires(), proof.download()), proof.signature())) {
      throw new KalemException(
          ErrorCode.INVALID_LINK, "This link is not valid. Ask for a new one (getSignedUrl).");
    }
    Instant expires = Instant.ofEpochSecond(Long.parseLong(proof.expires()));
    if (expires.isBefore(clock.instant())) {
      throw new KalemException(
          ErrorCode.INVALID_LINK, "This link has expired. Ask for a new one (getSignedUrl).");
    }
    return expires;
  }

  /** No part can hold a line end except the last, so no two links share a text. */
  private static String text(Use use, ObjectKey key, String expires, String download) {
    return use.name() + "\n" + key.value() + "\n" + expires + "\n" + download;
  }
}
