package kalem.server.http;

import java.util.List;
import java.util.Map;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectGate;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Resolves the arguments that endpoints take instead of raw requests: {@link Caller}, {@link
 * ProjectAccess} (from the path), {@link Gate} and {@link PageRequest}.
 */
final class Arguments implements HandlerMethodArgumentResolver {
  private static final List<Class<?>> SUPPORTED =
      List.of(Caller.class, ProjectAccess.class, Gate.class, PageRequest.class);

  /** Path variables that name a thing inside a project, with the word used when it is not found. */
  private static final Map<String, String> THINGS =
      Map.of(
          "taskId", "Task",
          "assetId", "Asset",
          "exportId", "Export",
          "importId", "Import",
          "historyId", "Task history");

  private final ProjectGate projects;

  Arguments(ProjectGate projects) {
    this.projects = projects;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return SUPPORTED.contains(parameter.getParameterType());
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    Class<?> type = parameter.getParameterType();
    if (type == PageRequest.class) {
      return new PageRequest(number(request, "page", 1), number(request, "limit", 10));
    }
    Caller caller = Callers.required();
    if (type == Caller.class) {
      return caller;
    }
    Action action =
        RequirementCheck.action(
            new HandlerMethod(parameter.getContainingClass(), methodOf(parameter)));
    return type == Gate.class
        ? new Gate(projects, caller, action)
        : fromPath(caller, action, request);
  }

  private ProjectAccess fromPath(Caller caller, Action action, NativeWebRequest request) {
    Map<String, String> variables = pathVariables(request);
    String project = variables.get("projectId");
    if (project != null) {
      return projects.enter(caller, project, action);
    }
    return THINGS.entrySet().stream()
        .filter(thing -> variables.containsKey(thing.getKey()))
        .findFirst()
        .map(
            thing ->
                projects.enterByThing(
                    caller, thing.getValue(), variables.getOrDefault(thing.getKey(), ""), action))
        .orElseThrow(() -> new IllegalStateException("The path names no project"));
  }

  @SuppressWarnings("unchecked") // Spring stores the map of path variables under this name.
  private static Map<String, String> pathVariables(NativeWebRequest request) {
    Object variables =
        request.getAttribute(
            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    return variables == null ? Map.of() : (Map<String, String>) variables;
  }

  private static java.lang.reflect.Method methodOf(MethodParameter parameter) {
    java.lang.reflect.Method method = parameter.getMethod();
    if (method == null) {
      throw new IllegalStateException("Only methods have resolvable arguments");
    }
    return method;
  }

  private static int number(NativeWebRequest request, String name, int otherwise) {
    String text = request.getParameter(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw KalemException.invalid(name + " must be a whole number, got: " + text + ".");
    }
  }
}
