package kalem.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;

/** The checked-in OpenAPI document is the one the server gives out. */
class ApiDocumentTest {
  private static final Path CHECKED_IN = Path.of("../docs/openapi.json");

  @Test
  void theCheckedInDocumentIsUpToDate() throws IOException, InterruptedException {
    String served = pretty(served());
    if (System.getenv("KALEM_UPDATE") != null) {
      Files.writeString(CHECKED_IN, served);
    }

    assertThat(Files.readString(CHECKED_IN))
        .as("Run make openapi and commit docs/openapi.json")
        .isEqualTo(served);
  }

  private static String served() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(TestHub.shared().url() + "/v2/openapi.json"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static String pretty(String json) {
    return Json.MAPPER
            .writer(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(Json.parse(json))
        + "\n";
  }
}
