package kalem.server.app;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MapSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Gate;
import kalem.server.http.OpenToAll;
import kalem.server.http.Requires;
import kalem.server.kernel.PageRequest;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document, generated from the endpoints and told what they leave unsaid. */
@Configuration
class ApiDocument {
  private static final Pattern PATH_VARIABLE = Pattern.compile("\\{(\\w+)");
  private static final String KEY = "apikey";
  private static final String SESSION = "session";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(ProjectAccess.class, Gate.class, Caller.class, PageRequest.class)
        // Free JSON: its shape is described where it is documented, not by the parser's own fields.
        .replaceWithSchema(JsonNode.class, new Schema<>().description("Any JSON value"))
        .replaceWithSchema(ObjectNode.class, new ObjectSchema());
  }

  @Bean
  static OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Kalem")
                .version("2")
                .description(
                    "The HTTP API of the Kalem annotation hub. Every answer is JSON in an envelope;"
                        + " failures say in `message` what to do.")
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("apikey"))
                .addSecuritySchemes(
                    SESSION,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("kalem_session"))
                .addSchemas("Failure", failure()));
  }

  @Bean
  static OperationCustomizer operations() {
    return (operation, method) -> {
      operation.setOperationId(
          method.getBeanType().getSimpleName().replace("Resource", "")
              + "."
              + method.getMethod().getName());
      pathVariables(method).forEach(name -> addMissing(operation, name));
      if (takes(method, PageRequest.class)) {
        addPaging(operation);
      }
      describeAccess(operation, method);
      operation
          .getResponses()
          .addApiResponse(
              "default",
              new ApiResponse()
                  .description("Failure")
                  .content(
                      new Content()
                          .addMediaType(
                              "application/json",
                              new MediaType()
                                  .schema(new Schema<>().$ref("#/components/schemas/Failure")))));
      return operation;
    };
  }

  /** A stable order, so that the checked-in document changes only when the API does. */
  @Bean
  static OpenApiCustomizer order() {
    return document -> {
      document.setServers(List.of());
      document.setTags(null);
      sort(document.getComponents());
      Paths sorted = new Paths();
      new TreeMap<>(document.getPaths()).forEach(sorted::addPathItem);
      document.setPaths(sorted);
    };
  }

  // The library hands out its schemas as raw types.
  @SuppressWarnings("rawtypes")
  private static void sort(Components components) {
    Map<String, Schema> sorted = new TreeMap<>(components.getSchemas());
    components.setSchemas(sorted);
  }

  private static void describeAccess(Operation operation, HandlerMethod method) {
    OpenToAll open = method.getMethodAnnotation(OpenToAll.class);
    Requires requires = method.getMethodAnnotation(Requires.class);
    if (open != null) {
      operation.setDescription("No sign-in needed: " + open.value() + ".");
      operation.setSecurity(List.of());
    } else if (requires != null) {
      operation.setDescription("Action: `" + requires.value() + "`.");
      operation.setSecurity(
          List.of(
              new SecurityRequirement().addList(KEY), new SecurityRequirement().addList(SESSION)));
    }
  }

  private static Stream<String> pathVariables(HandlerMethod method) {
    return Stream.of(method.getBeanType(), method.getMethod())
        .map(found -> AnnotatedElementUtils.findMergedAnnotation(found, RequestMapping.class))
        .filter(found -> found != null)
        .flatMap(found -> Arrays.stream(found.path()))
        .flatMap(path -> PATH_VARIABLE.matcher(path).results().map(found -> found.group(1)))
        .distinct();
  }

  private static void addMissing(Operation operation, String name) {
    boolean known =
        operation.getParameters() != null
            && operation.getParameters().stream().anyMatch(p -> p.getName().equals(name));
    if (!known) {
      operation.addParametersItem(
          new Parameter().name(name).in("path").required(true).schema(new StringSchema()));
    }
  }

  private static void addPaging(Operation operation) {
    operation.addParametersItem(
        new Parameter().name("page").in("query").schema(new IntegerSchema()._default(1)));
    operation.addParametersItem(
        new Parameter().name("limit").in("query").schema(new IntegerSchema()._default(10)));
  }

  private static boolean takes(HandlerMethod method, Class<?> type) {
    return Arrays.asList(method.getMethod().getParameterTypes()).contains(type);
  }

  private static Schema<?> failure() {
    ObjectSchema failure = new ObjectSchema();
    failure.addProperty("status", new StringSchema()._enum(List.of("fail", "error")));
    failure.addProperty("message", new StringSchema());
    failure.addProperty("error", new MapSchema());
    failure.setRequired(List.of("status", "message", "error"));
    return failure;
  }
}
