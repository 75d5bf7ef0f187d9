package kalem.server.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.PrivateHosts;
import kalem.server.kernel.Settings;
import kalem.server.kernel.StorageLocation;
import kalem.server.kernel.StorageLocation.Keys;
import kalem.server.storage.Storage.Place;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a storage is to be, in the form of the published client ({@code provider}, {@code
 * publicKey}, {@code privateKey}, {@code region}) or in the documented one ({@code type}, {@code
 * credentials: {accessKeyId, secretAccessKey}}).
 */
@Component
class StorageReader {
  private static final int LONGEST_NAME = 200;
  private static final String REGION = "eu-central-1";
  private static final Pattern REGIONS = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,500}");

  private final Folders folders;
  private final boolean allowsPrivateEndpoints;

  StorageReader(Folders folders, Settings settings) {
    this.folders = folders;
    this.allowsPrivateEndpoints = settings.allowsPrivateEndpoints();
  }

  /**
   * @throws KalemException naming what can not be used; it never repeats a secret
   */
  Storages.NewStorage read(JsonNode body) {
    if (!body.isObject()) {
      throw KalemException.invalid("The body must be a JSON object.");
    }
    String name = text(body, "name").orElse("").trim();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw KalemException.invalid("name must be a text of 1 to " + LONGEST_NAME + " characters.");
    }
    return new Storages.NewStorage(name, place(body));
  }

  private Place place(JsonNode body) {
    String provider = text(body, "provider").or(() -> text(body, "type")).orElse("");
    return switch (provider.toUpperCase(Locale.ROOT)) {
      case "AWS", "S3" -> account(body);
      case "FOLDER", "FILE" -> new Place.Folder(folders.allowed(text(body, "folder").orElse("")));
      case "GCP", "GCS" ->
          throw KalemException.invalid(
              "Google Cloud Storage is reached by its S3 interface: make an HMAC key there and give"
                  + " provider AWS with the endpoint https://storage.googleapis.com.");
      case "AZURE" ->
          throw KalemException.invalid(
              "Azure Blob Storage can not be used in this version, only S3 and what speaks its"
                  + " protocol.");
      default -> throw KalemException.invalid("provider must be AWS or FOLDER.");
    };
  }

  private Place account(JsonNode body) {
    JsonNode credentials = credentials(body.path("credentials"));
    Optional<URI> endpoint =
        text(body, "endpoint").or(() -> text(credentials, "endpoint")).map(this::endpoint);
    JsonNode pathStyle =
        body.hasNonNull("pathStyle") ? body.path("pathStyle") : credentials.path("pathStyle");
    return new Place.S3Account(
        endpoint,
        region(text(body, "region").orElse(REGION)),
        pathStyle.asBoolean(endpoint.isPresent()),
        new Keys(
            key("publicKey", text(body, "publicKey").or(() -> text(credentials, "accessKeyId"))),
            key(
                "privateKey",
                text(credentials, "secretAccessKey").or(() -> text(body, "privateKey")))),
        text(body, "bucket").map(StorageReader::bucket));
  }

  /** An object, or one as text: the client sends texts. */
  private static JsonNode credentials(JsonNode node) {
    if (!node.isString() || node.asString().isBlank()) {
      return node;
    }
    try {
      return Json.parse(node.asString());
    } catch (tools.jackson.core.JacksonException e) {
      throw KalemException.invalid("credentials must be a JSON object.");
    }
  }

  private URI endpoint(String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      if (uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || !Set.of("http", "https").contains(uri.getScheme())) {
        throw KalemException.invalid("endpoint must be an http or https URL.");
      }
      if (!allowsPrivateEndpoints && new PrivateHosts().holds(text)) {
        throw KalemException.invalid(
            "endpoint lies in a private network. The operator allows that with"
                + " KALEM_ALLOW_PRIVATE_ENDPOINTS=true.");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw KalemException.invalid("endpoint must be an http or https URL.");
    }
  }

  private static String region(String text) {
    if (!REGIONS.matcher(text).matches()) {
      throw KalemException.invalid("region must be the name of a region, such as eu-central-1.");
    }
    return text;
  }

  private static String key(String name, Optional<String> text) {
    return text.filter(value -> KEY.matcher(value).matches())
        .orElseThrow(
            () ->
                KalemException.invalid(
                    "publicKey and privateKey must be the access key id and the secret access key; "
                        + name
                        + " is missing or no key."));
  }

  private static String bucket(String text) {
    if (!StorageLocation.Names.isBucket(text)) {
      throw KalemException.invalid("bucket must be the name of a bucket.");
    }
    return text;
  }

  private static Optional<String> text(JsonNode body, String name) {
    return body.path(name).stringValueOpt().filter(text -> !text.isBlank());
  }
}
