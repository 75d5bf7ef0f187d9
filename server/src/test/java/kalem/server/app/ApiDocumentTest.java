package kalem.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
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

  /** The document knows types by their simple name: of two that share one, it would drop one. */
  @Test
  void everyTypeOfTheInterfaceHasANameOfItsOwn() {
    Set<Class<?>> types = new HashSet<>();
    TestHub.shared()
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .values()
        .forEach(
            call -> {
              collect(call.getMethod().getGenericReturnType(), types);
              for (MethodParameter parameter : call.getMethodParameters()) {
                if (parameter.hasParameterAnnotation(RequestBody.class)) {
                  collect(parameter.getGenericParameterType(), types);
                }
              }
            });

    assertThat(types).hasSizeGreaterThan(100);
    assertThat(types.stream().collect(Collectors.groupingBy(Class::getSimpleName)).values())
        .filteredOn(same -> same.size() > 1)
        .isEmpty();
  }

  private static void collect(Type type, Set<Class<?>> types) {
    if (type instanceof ParameterizedType generic) {
      collect(generic.getRawType(), types);
      for (Type argument : generic.getActualTypeArguments()) {
        collect(argument, types);
      }
    } else if (type instanceof Class<?> plain
        && plain.getName().startsWith("kalem.")
        && types.add(plain)
        && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        collect(component.getGenericType(), types);
      }
    }
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
