package kalem.server.storage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;

/**
 * A query read as the published client writes it (api.md 1.1): values are pasted in as they are, so
 * a plus is a plus, and only percent escapes are decoded.
 */
public final class RawQuery {
  /** Texts by which old clients say that there is nothing. */
  private static final Set<String> NOTHING = Set.of("", "None", "null", "undefined");

  private final String query;

  private RawQuery(String query) {
    this.query = query;
  }

  /** Of a request's query string, which may be absent. */
  public static RawQuery of(@Nullable String query) {
    return new RawQuery(query == null ? "" : query);
  }

  /**
   * A parameter's value; empty when it is missing or says that it is nothing. The last of several
   * counts: a URL pasted in as an earlier value brings parameters of its own.
   */
  public Optional<String> text(String name) {
    return pairs()
        .filter(pair -> pair.startsWith(name + "="))
        .reduce((earlier, later) -> later)
        .map(pair -> decode(name, pair.substring(name.length() + 1)))
        .filter(value -> !NOTHING.contains(value));
  }

  /**
   * A parameter whose value is a whole URL or file name that nobody escaped: everything up to the
   * last {@code &project=}, cut at its own question mark (data.md 15). Escaped values are decoded.
   */
  public Optional<String> pasted(String name) {
    String padded = "&" + query;
    int start = padded.indexOf("&" + name + "=");
    if (start < 0) {
      return Optional.empty();
    }
    String rest = padded.substring(start + name.length() + 2);
    String value = rest.substring(0, end(rest)).split("\\?", 2)[0];
    boolean isPlainUrl = value.startsWith("http://") || value.startsWith("https://");
    return Optional.of(isPlainUrl ? value : decode(name, value).split("\\?", 2)[0])
        .filter(text -> !NOTHING.contains(text));
  }

  private static int end(String rest) {
    int project = rest.lastIndexOf("&project=");
    if (project >= 0) {
      return project;
    }
    return Stream.of("&type=", "&storageId=", "&bucket=")
        .mapToInt(rest::indexOf)
        .filter(index -> index >= 0)
        .min()
        .orElse(rest.length());
  }

  private Stream<String> pairs() {
    return Stream.of(query.split("&", -1));
  }

  private static String decode(String name, String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw KalemException.invalid(name + " is not percent-encoded correctly.");
    }
  }
}
