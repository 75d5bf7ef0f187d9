package kalem.server.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import kalem.server.kernel.Json;
import tools.jackson.databind.JsonNode;

/** Calls of one person to a hub. */
public final class TestClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;
  private final Map<String, String> headers;

  TestClient(String url, Map<String, String> headers) {
    this.url = url;
    this.headers = Map.copyOf(headers);
  }

  /** What the hub answered. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public byte[] bytes() {
      return response.body();
    }

    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return Json.parse(text());
    }

    /** The envelope's data; fails on anything but a success. */
    public JsonNode data() {
      if (status() >= 300) {
        throw new AssertionError(response.request().uri() + ": " + status() + " " + text());
      }
      return json().path("data");
    }

    /** The sentence of a failure. */
    public String message() {
      return json().path("message").asString();
    }

    /** Empty when absent. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The files of a zip, as texts. */
    public Map<String, String> files() {
      Map<String, String> files = new LinkedHashMap<>();
      try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes()))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return files;
    }

    /** Value of a cookie that the answer sets. */
    public String cookie(String name) {
      return response.headers().allValues("Set-Cookie").stream()
          .filter(cookie -> cookie.startsWith(name + "="))
          .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0])
          .findFirst()
          .orElseThrow(() -> new AssertionError("No cookie " + name + ": " + text()));
    }

    public boolean setsCookie(String name) {
      return response.headers().allValues("Set-Cookie").stream()
          .anyMatch(cookie -> cookie.startsWith(name + "="));
    }
  }

  /** The same caller with one more header. */
  public TestClient with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new TestClient(url, more);
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /** Posts JSON; the body may be a map, a list, a record or a tree. */
  public Answer post(String path, Object body) {
    return json("POST", path, body);
  }

  public Answer put(String path, Object body) {
    return json("PUT", path, body);
  }

  public Answer patch(String path, Object body) {
    return json("PATCH", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public Answer delete(String path, Object body) {
    return json("DELETE", path, body);
  }

  private Answer json(String method, String path, Object body) {
    return with("Content-Type", "application/json")
        .send(method, path, BodyPublishers.ofString(Json.write(body)));
  }

  /**
   * Any request.
   *
   * @param path path and query below the hub's URL, or a whole URL
   */
  public Answer send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
            .method(method, body);
    headers.forEach(request::header);
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
