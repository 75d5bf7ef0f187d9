package kalem.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.Permissions;
import kalem.server.access.ProjectAccess;
import kalem.server.kernel.KalemException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Deny first: no endpoint of ours runs without a signed-in caller unless it says so, actions
 * outside projects are checked here, and the server does not start when an endpoint declares
 * nothing, or an action in projects that nothing would check.
 */
@Component
class RequirementCheck implements HandlerInterceptor, SmartInitializingSingleton {
  private static final String OURS = "kalem.";

  private final org.springframework.beans.factory.ObjectProvider<RequestMappingHandlerMapping>
      mappings;

  RequirementCheck(
      @Qualifier("requestMappingHandlerMapping")
          org.springframework.beans.factory.ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && isOurs(method) && !isOpen(method)) {
      Caller caller = Callers.required();
      Action action = action(method);
      if (!Permissions.isProjectAction(action) && !Permissions.allows(caller.role(), action)) {
        throw KalemException.forbidden(
            "Your role in this organization ("
                + caller.role().wireName()
                + ") does not allow this. Ask an administrator.");
      }
    }
    return true;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (HandlerMethod method : mappings.getObject().getHandlerMethods().values()) {
      if (isOurs(method) && !isOpen(method)) {
        requireChecked(method);
      }
    }
  }

  static void requireChecked(HandlerMethod method) {
    Requires requires = method.getMethodAnnotation(Requires.class);
    if (requires == null) {
      throw new IllegalStateException(method + " declares neither @Requires nor @OpenToAll");
    }
    boolean entersProjects =
        Arrays.stream(method.getMethodParameters())
            .map(MethodParameter::getParameterType)
            .anyMatch(type -> type == ProjectAccess.class || type == Gate.class);
    if (Permissions.isProjectAction(requires.value()) && !entersProjects) {
      throw new IllegalStateException(
          method + " declares an action in projects but takes neither ProjectAccess nor Gate");
    }
  }

  static Action action(HandlerMethod method) {
    Requires requires = method.getMethodAnnotation(Requires.class);
    if (requires == null) {
      throw new IllegalStateException(method + " declares no action");
    }
    return requires.value();
  }

  private static boolean isOurs(HandlerMethod method) {
    return method.getBeanType().getName().startsWith(OURS);
  }

  private static boolean isOpen(HandlerMethod method) {
    return method.getMethodAnnotation(OpenToAll.class) != null;
  }
}
