package kalem.server.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the hub keeps its files. */
public sealed interface StorageLocation {
  /** A directory of this machine, or one that all nodes see. */
  record Directory(Path path) implements StorageLocation {}

  /**
   * A bucket of S3, or of a server that speaks its protocol.
   *
   * @param prefix of every key, without slashes around it; empty: none
   * @param endpoint URL of the server; empty: Amazon's, or what the AWS environment variables say
   * @param region empty: what the AWS environment says
   * @param pathStyle whether the bucket stands in the path of URLs and not in their host
   * @param keys empty: what the AWS environment says
   */
  record Bucket(
      String name,
      String prefix,
      Optional<URI> endpoint,
      Optional<String> region,
      boolean pathStyle,
      Optional<Keys> keys)
      implements StorageLocation {}

  /** An access key. */
  record Keys(String id, String secret) {
    /** Without the secret, which must reach no log. */
    @Override
    public String toString() {
      return "Keys[" + id + "]";
    }
  }

  /**
   * Reads {@code file:}, {@code file:/path} or {@code s3://bucket/prefix?endpoint=..&region=..}.
   *
   * @throws IllegalArgumentException with a sentence for the operator; it never repeats a secret
   */
  static StorageLocation of(String url, Path dataDirectory) {
    if (url.startsWith("file:")) {
      String path = url.substring("file:".length()).replaceFirst("^//", "");
      return new Directory(
          path.isEmpty() ? dataDirectory.resolve("files") : Path.of(path).toAbsolutePath());
    }
    if (url.startsWith("s3://")) {
      return bucket(url);
    }
    throw new IllegalArgumentException(
        "KALEM_STORAGE_URL must start with file: or s3://, got " + url.split("[:?]", 2)[0] + ".");
  }

  private static Bucket bucket(String url) {
    String[] parts = url.substring("s3://".length()).split("\\?", 2);
    String[] names = parts[0].split("/", 2);
    if (!Names.BUCKET.matcher(names[0]).matches()) {
      throw new IllegalArgumentException(
          "KALEM_STORAGE_URL must name a bucket, as in s3://bucket/prefix.");
    }
    Map<String, String> query = query(parts.length > 1 ? parts[1] : "");
    return new Bucket(
        names[0],
        names.length > 1 ? names[1].replaceAll("^/+|/+$", "") : "",
        Optional.ofNullable(query.get("endpoint")).map(StorageLocation::endpoint),
        Optional.ofNullable(query.get("region")),
        Optional.ofNullable(query.get("pathStyle"))
            .map(Boolean::parseBoolean)
            .orElse(query.containsKey("endpoint")),
        keys(query));
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
      String[] parts = pair.split("=", 2);
      if (!Names.PARAMETERS.contains(parts[0])) {
        throw new IllegalArgumentException(
            "KALEM_STORAGE_URL takes "
                + String.join(", ", Names.PARAMETERS.stream().sorted().toList())
                + ", got "
                + parts[0]
                + ".");
      }
      query.put(parts[0], decode(parts.length > 1 ? parts[1] : ""));
    }
    return query;
  }

  private static String decode(String text) {
    try {
      // A plus stands for itself: secrets hold it.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Its message would repeat the value.
      throw new IllegalArgumentException("KALEM_STORAGE_URL is not percent-encoded correctly.");
    }
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for other things that are no such URL.
    }
    throw new IllegalArgumentException(
        "The endpoint in KALEM_STORAGE_URL must be an http or https URL.");
  }

  private static Optional<Keys> keys(Map<String, String> query) {
    if (query.containsKey("accessKey") != query.containsKey("secretKey")) {
      throw new IllegalArgumentException(
          "KALEM_STORAGE_URL must have both accessKey and secretKey, or none of them.");
    }
    return Optional.ofNullable(query.get("accessKey"))
        .map(id -> new Keys(id, query.getOrDefault("secretKey", "")));
  }

  /** What may stand in the URL. */
  final class Names {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,62}");
    private static final Set<String> PARAMETERS =
        Set.of("endpoint", "region", "pathStyle", "accessKey", "secretKey");

    private Names() {}

    /** Whether a text can be the name of a bucket. */
    public static boolean isBucket(String text) {
      return BUCKET.matcher(text).matches();
    }
  }
}
