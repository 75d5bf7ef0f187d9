package kalem.server.app;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import kalem.server.kernel.Settings;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A running hub for tests, with a database of its own in a temporary directory. One per JVM, so
 * tests share it: each makes its own project and asserts nothing about others.
 */
public final class TestHub {
  public static final String ADMIN_EMAIL = "admin@example.org";

  private static final String ADMIN_KEY = "7b0a8a52-2f1e-4a39-9d43-0b6c1d9b6f01";
  public static final String PASSWORD = "correct horse battery";

  private final ConfigurableApplicationContext context;
  private final String url;
  private final GreenMail mail;

  private TestHub(ConfigurableApplicationContext context, String url, GreenMail mail) {
    this.context = context;
    this.url = url;
    this.mail = mail;
  }

  private static final class Holder {
    static final TestHub HUB = start();
  }

  /** The hub; started by the first who asks, stopped with the JVM. */
  public static TestHub shared() {
    return Holder.HUB;
  }

  /** Base URL without a slash at the end. */
  public String url() {
    return url;
  }

  /** The key of the organization's owner, who may do everything. */
  public String adminKey() {
    return ADMIN_KEY;
  }

  /** Calls as the organization's owner. */
  public TestClient admin() {
    return new TestClient(url, Map.of("apikey", ADMIN_KEY));
  }

  /** Calls without any sign-in. */
  public TestClient stranger() {
    return new TestClient(url, Map.of());
  }

  /** The one directory below which storages may keep files. */
  public Path exportFolder() {
    return bean(Settings.class).exportFolders().getFirst();
  }

  /** The SMTP server that takes the hub's mail. */
  public GreenMail mail() {
    return mail;
  }

  /** A part of the running server. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The same, for types with several parts. */
  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /** Makes a project; its id. */
  public String newProject(String name) {
    return admin()
        .post("/v2/project", Map.of("name", name))
        .data()
        .path("project")
        .path("_id")
        .asString();
  }

  /**
   * Makes a member of the organization and of a project.
   *
   * @param role Manager, Lead, Reviewer or Labeler
   * @return calls as this person, by key
   */
  public TestClient newMember(String email, String projectId, String role) {
    return new TestClient(url, Map.of("apikey", newKey(newSession(email, projectId, role))));
  }

  /** Makes such a member; the cookie of a browser in which this person is signed in. */
  public String newSession(String email, String projectId, String role) {
    JsonNode invites =
        admin()
            .post(
                "/v2/organization/" + organizationId() + "/invites",
                Map.of(
                    "to",
                    List.of(email),
                    "organizationRole",
                    "member",
                    "projectAssignments",
                    List.of(Map.of("projectId", projectId, "projectRole", role))))
            .data()
            .path("invites");
    // With the header, the call needs no CSRF token; the invitation alone says who signs in.
    return admin()
        .post(
            "/v2/invites/" + invites.path(0).path("token").asString() + "/accept",
            Map.of("name", email, "password", PASSWORD))
        .cookie("kalem_session");
  }

  private String newKey(String session) {
    String csrf =
        new TestClient(url, Map.of("Cookie", "kalem_session=" + session))
            .get("/v2/me")
            .cookie("XSRF-TOKEN");
    return new TestClient(
            url,
            Map.of(
                "Cookie",
                "kalem_session=" + session + "; XSRF-TOKEN=" + csrf,
                "X-XSRF-TOKEN",
                csrf))
        .post("/v2/me/apiKey", Map.of())
        .data()
        .path("apiKey")
        .asString();
  }

  private String organizationId() {
    return admin().get("/v2/me").data().path("user").path("organization").path("_id").asString();
  }

  private static TestHub start() {
    try {
      Path data = Files.createTempDirectory("kalem-test");
      Files.createDirectory(data.resolve("exports"));
      GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
      mail.start();
      int port = freePort();
      Settings settings =
          Settings.fromEnvironment(
              Map.of(
                  "KALEM_PORT",
                  String.valueOf(port),
                  "KALEM_DATA_DIR",
                  data.toString(),
                  "KALEM_ADMIN_EMAIL",
                  ADMIN_EMAIL,
                  "KALEM_ADMIN_PASSWORD",
                  PASSWORD,
                  "KALEM_ADMIN_API_KEY",
                  ADMIN_KEY,
                  "KALEM_EXPORT_FOLDERS",
                  data.resolve("exports").toString(),
                  // The S3 server of the tests is on this machine.
                  "KALEM_ALLOW_PRIVATE_ENDPOINTS",
                  "true",
                  "KALEM_SMTP_URL",
                  "smtp://127.0.0.1:"
                      + mail.getSmtp().getPort()
                      + "?from=Kalem%20%3Chub@example.org%3E"));
      ConfigurableApplicationContext context = Kalem.start(settings);
      // Spring stops the hub with the JVM, and runs this when it has.
      SpringApplication.getShutdownHandlers()
          .add(
              () -> {
                mail.stop();
                clean(data);
              });
      return new TestHub(context, settings.publicUrl(), mail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void clean(Path data) {
    try {
      deleteAll(data);
    } catch (IOException e) {
      System.err.println("Left behind: " + data + " (" + e + ")");
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
