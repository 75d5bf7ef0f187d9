package kalem.server.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Settings;
import org.junit.jupiter.api.Test;

class FileResourceTest {
  private final TestHub hub = TestHub.shared();
  private final TestClient stranger = hub.stranger();
  private final SignedLinks links = hub.bean(SignedLinks.class);
  private final FileKeys keys = hub.bean(FileKeys.class);
  private final ObjectStore store = hub.bean(ObjectStore.class);
  private final String project = hub.newProject("Files");

  @Test
  void takesAndServesAFileWithoutAnyContentType() {
    String url = uploadUrl("it's 1+1 & 2, größe.txt", "assets");
    TestClient.Answer put = send("PUT", url, "hello");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json().path("status").asString()).isEqualTo("success");
    TestClient.Answer got = stranger.get(signed(url));
    assertThat(got.text()).isEqualTo("hello");
    assertThat(got.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(got.header("Content-Length")).isEqualTo("5");
    assertThat(got.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(got.header("ETag")).isEqualTo(put.header("ETag"));
    assertThat(got.header("Cache-Control")).startsWith("private, max-age=");
    assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(got.header("Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
    assertThat(got.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(got.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(got.header("Content-Disposition")).isEmpty();
  }

  @Test
  void servesRanges() throws IOException {
    String url = stored("digits.bin", "0123456789");
    assertPart(url, "bytes=0-3", 206, "0123", "bytes 0-3/10");
    assertPart(url, "bytes=7-", 206, "789", "bytes 7-9/10");
    assertPart(url, "bytes=-2", 206, "89", "bytes 8-9/10");
    assertPart(url, "bytes=-20", 206, "0123456789", "bytes 0-9/10");
    assertPart(url, "bytes=5-500", 206, "56789", "bytes 5-9/10");
    assertPart(url, "bytes=0-1,4-5", 200, "0123456789", "");
    assertPart(url, "bytes=5-3", 200, "0123456789", "");
    assertPart(url, "lines=1-2", 200, "0123456789", "");
    for (String range : new String[] {"bytes=10-", "bytes=-0", "bytes=99-100"}) {
      TestClient.Answer answer = stranger.with("Range", range).get(url);
      assertThat(answer.status()).isEqualTo(416);
      assertThat(answer.header("Content-Range")).isEqualTo("bytes */10");
    }
  }

  @Test
  void servesRangesOnlyOfTheVersionTheClientHas() throws IOException {
    String url = stored("digits.bin", "0123456789");
    String tag = stranger.get(url).header("ETag");
    TestClient ranged = stranger.with("Range", "bytes=0-3");
    assertThat(ranged.with("If-Range", tag).get(url).status()).isEqualTo(206);
    assertThat(ranged.with("If-Range", "\"other\"").get(url).status()).isEqualTo(200);
    assertThat(stranger.with("If-None-Match", tag).get(url).status()).isEqualTo(304);
    assertThat(stranger.with("If-None-Match", "\"other\"").get(url).status()).isEqualTo(200);
  }

  @Test
  void answersHead() throws IOException {
    TestClient.Answer head = send("HEAD", stored("a.png", "0123456789"), "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("10");
    assertThat(head.header("Content-Type")).isEqualTo("image/png");
    assertThat(head.bytes()).isEmpty();
  }

  @Test
  void refusesLinksThatProveNothing() throws IOException {
    String url = stored("a.txt", "x");
    assertThat(stranger.get(url.split("\\?", 2)[0]).status()).isEqualTo(403);
    assertThat(stranger.get(url + "0").status()).isEqualTo(403);
    assertThat(stranger.get(url.replace("expires=", "expires=1")).status()).isEqualTo(403);
    assertThat(send("PUT", url, "y").status()).isEqualTo(403);
    assertThat(send("DELETE", url, "").status()).isEqualTo(405);
    String upload = uploadUrl("b.txt", "assets");
    assertThat(stranger.get(upload).status()).isEqualTo(403);
    ObjectKey key = keys.inProject(project, FileType.ASSETS, "c.txt");
    TestClient.Answer expired = stranger.get(links.read(key, Duration.ofSeconds(-5)));
    assertThat(expired.status()).isEqualTo(403);
    assertThat(expired.message()).contains("expired");
    assertThat(expired.json().path("error").path("code").asString()).isEqualTo("invalid-link");
  }

  @Test
  void saysWhenTheFileIsNotThere() {
    ObjectKey key = keys.inProject(project, FileType.ASSETS, "never.png");
    assertThat(stranger.get(links.read(key, Duration.ofHours(1))).status()).isEqualTo(404);
  }

  @Test
  void refusesPathsOutOfTheStore() throws IOException {
    for (String path :
        new String[] {
          "/files/../secret",
          "/files/%2e%2e/secret",
          "/files/a/..%2f..%2fsecret",
          "/files/a%5c..%5csecret",
          "/files/a/%00",
          "/files//etc/passwd",
          "/files/..%252f..%252fsecret",
          "/files/"
        }) {
      assertThat(rawStatus("GET " + path + "?expires=1&signature=1 HTTP/1.1"))
          .as(path)
          .isIn(400, 401, 403, 404);
    }
  }

  @Test
  void boxesInPagesOfUsers() throws IOException {
    TestClient.Answer svg = stranger.get(stored("x.svg", "<svg onload='alert(1)'/>"));
    assertThat(svg.header("Content-Type")).isEqualTo("image/svg+xml");
    assertThat(svg.header("Content-Security-Policy"))
        .startsWith("sandbox;")
        .doesNotContain("allow-scripts")
        .doesNotContain("script-src");
  }

  @Test
  void guessesTheTypeOfNamelessFiles() throws IOException {
    assertThat(type("noextension", "\u0089PNG\r\n\u001a\n....")).isEqualTo("image/png");
    assertThat(type("noextension", "plain words")).isEqualTo("text/plain;charset=utf-8");
    assertThat(type("noextension", "\u0000\u0001\u0002")).isEqualTo("application/octet-stream");
    assertThat(type("a.unknownextension", "%PDF-1.7")).isEqualTo("application/pdf");
    assertThat(type("scan.DCM", "x")).isEqualTo("application/dicom");
  }

  @Test
  void savesUnderTheNameTheLinkSays() throws IOException {
    ObjectKey key = keys.inProject(project, FileType.EXPORTS, "x.zip");
    store.put(key, new ByteArrayInputStream("PK".getBytes(UTF_8)));
    TestClient.Answer got =
        stranger.get(links.download(key, Duration.ofDays(7), "größe \"1\".zip"));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("Content-Disposition")).startsWith("attachment;").contains("UTF-8''");
  }

  @Test
  void allowsScriptsOfOtherOriginsWithoutCredentials() throws IOException {
    String url = stored("a.txt", "x");
    String preflight =
        raw(
            "OPTIONS "
                + URI.create(url).getRawPath()
                + " HTTP/1.1\r\nOrigin: https://app.example.org\r\n"
                + "Access-Control-Request-Method: PUT\r\n"
                + "Access-Control-Request-Headers: content-type");
    assertThat(preflight)
        .startsWith("HTTP/1.1 200")
        .contains("Access-Control-Allow-Origin: *")
        .containsPattern("Access-Control-Allow-Methods: .*PUT")
        .contains("Access-Control-Allow-Headers: content-type")
        .doesNotContain("Allow-Credentials");
    String got =
        raw(
            "GET "
                + url.substring(hub.url().length())
                + " HTTP/1.1\r\nOrigin: https://app.example.org");
    assertThat(got)
        .contains("Access-Control-Allow-Origin: *")
        .contains("Access-Control-Expose-Headers: ETag, Content-Range")
        .doesNotContain("Allow-Credentials");
  }

  @Test
  void keepsNothingOfAnUploadThatBreaksOff() throws IOException, InterruptedException {
    String url = uploadUrl("big.bin", "assets");
    URI uri = URI.create(url);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("PUT "
                  + uri.getRawPath()
                  + "?"
                  + uri.getRawQuery()
                  + " HTTP/1.1\r\nHost: localhost\r\n"
                  + "Content-Length: 1000000\r\n\r\n")
              .getBytes(ISO_8859_1));
      out.write(new byte[300_000]);
      out.flush();
      awaitIncoming(1);
    }
    awaitIncoming(0);
    assertThat(stranger.get(signed(url)).status()).isEqualTo(404);
  }

  /** Waits for what another process (the hub's connection handling) will do soon. */
  private void awaitIncoming(int count) throws IOException, InterruptedException {
    Path incoming = hub.bean(Settings.class).dataDirectory().resolve("files/incoming");
    Instant limit = Instant.now().plusSeconds(20);
    while (count(incoming) != count && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
    assertThat(count(incoming)).isEqualTo(count);
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  private void assertPart(String url, String range, int status, String text, String contentRange) {
    TestClient.Answer answer = stranger.with("Range", range).get(url);
    assertThat(answer.status()).as(range).isEqualTo(status);
    assertThat(answer.text()).as(range).isEqualTo(text);
    assertThat(answer.header("Content-Range")).as(range).isEqualTo(contentRange);
    assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(text.length()));
  }

  private String type(String name, String content) throws IOException {
    return stranger.get(stored(name, content)).header("Content-Type");
  }

  /** A link to a new file with this content, one byte per character. */
  private String stored(String name, String content) throws IOException {
    ObjectKey key = keys.inProject(project, FileType.ASSETS, name);
    store.put(key, new ByteArrayInputStream(content.getBytes(ISO_8859_1)));
    return links.read(key, Duration.ofHours(1));
  }

  private String uploadUrl(String name, String type) {
    String escaped = java.net.URLEncoder.encode(name, UTF_8).replace("+", "%20");
    return hub.admin()
        .get("/v2/getUploadUrl?name=" + escaped + "&project=" + project + "&type=" + type)
        .data()
        .path("uploadUrl")
        .asString();
  }

  private String signed(String uploadUrl) {
    return hub.admin()
        .get("/v2/getSignedUrl?name=" + uploadUrl + "&project=" + project + "&type=assets")
        .data()
        .path("signedUrl")
        .asString();
  }

  private TestClient.Answer send(String method, String url, String body) {
    return stranger.send(
        method,
        url,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
  }

  private int rawStatus(String requestLine) throws IOException {
    return Integer.parseInt(raw(requestLine).split(" ", 3)[1]);
  }

  /** A request as it stands, past the URL checks of every client. */
  private String raw(String request) throws IOException {
    URI uri = URI.create(hub.url());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write((request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
