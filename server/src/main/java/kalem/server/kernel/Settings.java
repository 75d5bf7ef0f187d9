package kalem.server.kernel;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator may set, read from the environment once (design page, "Settings"). Everything is
 * optional.
 *
 * @param publicUrl how clients reach the hub, without a slash at the end; base of signed links
 * @param database an external PostgreSQL; empty: the embedded one
 * @param firstAdministrator made at the first start; empty: the first visitor is asked
 * @param rateLimit requests per minute and API key; empty: no limit
 * @param storage where files are kept
 * @param smtp takes the hub's mail; empty: none is sent
 * @param exportFolders directories below which organizations may keep exports
 * @param allowsPrivateEndpoints whether storages of organizations may lie in private networks
 * @param secret key material for signing and sealing; empty: made and kept in the data directory
 */
public record Settings(
    int port,
    Path dataDirectory,
    String publicUrl,
    Optional<Database> database,
    Optional<FirstAdministrator> firstAdministrator,
    String organization,
    StorageLocation storage,
    Optional<String> secret,
    Optional<Integer> rateLimit,
    Optional<SmtpServer> smtp,
    List<Path> exportFolders,
    boolean allowsPrivateEndpoints) {
  public Settings {
    exportFolders = List.copyOf(exportFolders);
  }

  /** An external PostgreSQL. */
  public record Database(String url, String user, String password) {}

  /**
   * The first administrator.
   *
   * @param apiKey a key that works from the first start on, for scripts; empty: none
   */
  public record FirstAdministrator(String email, String password, Optional<String> apiKey) {}

  /**
   * @throws IllegalArgumentException with a sentence for the operator when a setting can not be
   *     used
   */
  public static Settings fromEnvironment(Map<String, String> environment) {
    int port = number("KALEM_PORT", value(environment, "KALEM_PORT").orElse("8080"));
    Path data = Path.of(value(environment, "KALEM_DATA_DIR").orElse("data")).toAbsolutePath();
    String publicUrl =
        value(environment, "KALEM_PUBLIC_URL")
            .orElse("http://localhost:" + port)
            .replaceAll("/+$", "");
    return new Settings(
        port,
        data,
        publicUrl,
        database(environment),
        administrator(environment),
        value(environment, "KALEM_ORGANIZATION").orElse("My organization"),
        StorageLocation.of(value(environment, "KALEM_STORAGE_URL").orElse("file:"), data),
        value(environment, "KALEM_SECRET"),
        value(environment, "KALEM_RATE_LIMIT").map(text -> number("KALEM_RATE_LIMIT", text)),
        value(environment, "KALEM_SMTP_URL").map(SmtpServer::of),
        folders(value(environment, "KALEM_EXPORT_FOLDERS").orElse("")),
        flag("KALEM_ALLOW_PRIVATE_ENDPOINTS", environment));
  }

  public boolean reachedByHttps() {
    return publicUrl.startsWith("https:");
  }

  private static List<Path> folders(String text) {
    return Stream.of(text.split(File.pathSeparator, -1))
        .map(String::trim)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).toAbsolutePath().normalize())
        .toList();
  }

  private static boolean flag(String name, Map<String, String> environment) {
    return switch (value(environment, name).orElse("false").trim().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw new IllegalArgumentException(name + " must be true or false.");
    };
  }

  private static int number(String name, String text) {
    try {
      return Math.max(1, Integer.parseInt(text.trim()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, got " + text + ".", e);
    }
  }

  private static Optional<Database> database(Map<String, String> environment) {
    return value(environment, "KALEM_DATABASE_URL")
        .map(
            url ->
                new Database(
                    url.startsWith("jdbc:") ? url : "jdbc:" + withoutCredentials(url),
                    value(environment, "KALEM_DATABASE_USER").orElseGet(() -> credential(url, 0)),
                    value(environment, "KALEM_DATABASE_PASSWORD")
                        .orElseGet(() -> credential(url, 1))));
  }

  private static String withoutCredentials(String url) {
    return url.replaceFirst("//[^/@]*@", "//").replaceFirst("^postgres:", "postgresql:");
  }

  private static String credential(String url, int part) {
    String info = URI.create(url.replaceFirst("^jdbc:", "")).getUserInfo();
    String[] parts = info == null ? new String[0] : info.split(":", 2);
    return part < parts.length ? parts[part] : "";
  }

  private static Optional<FirstAdministrator> administrator(Map<String, String> environment) {
    return value(environment, "KALEM_ADMIN_EMAIL")
        .map(
            email ->
                new FirstAdministrator(
                    email,
                    value(environment, "KALEM_ADMIN_PASSWORD")
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "KALEM_ADMIN_EMAIL is set, so KALEM_ADMIN_PASSWORD must be set"
                                        + " too.")),
                    value(environment, "KALEM_ADMIN_API_KEY")));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
