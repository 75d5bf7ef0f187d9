package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.method.HandlerMethod;

/** The server does not start with an endpoint that nothing would guard. */
class RequirementCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"byAccess", "byGate", "outsideProjects"})
  void guardedEndpointsPass(String name) {
    assertThatCode(() -> RequirementCheck.requireChecked(endpoint(name)))
        .doesNotThrowAnyException();
  }

  @Test
  void anActionInProjectsThatNothingChecksIsRefused() {
    assertThatThrownBy(() -> RequirementCheck.requireChecked(endpoint("byNothing")))
        .hasMessageContaining("neither ProjectAccess nor Gate");
  }

  @Test
  void anEndpointThatDeclaresNothingIsRefused() {
    assertThatThrownBy(() -> RequirementCheck.requireChecked(endpoint("bare")))
        .hasMessageContaining("neither @Requires nor @OpenToAll");
  }

  private static HandlerMethod endpoint(String name) {
    Method method =
        Arrays.stream(Endpoints.class.getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new HandlerMethod(new Endpoints(), method);
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // Found by name, and only looked at.
  private static final class Endpoints {
    @Requires(Action.EXPORT)
    void byAccess(ProjectAccess access) {}

    @Requires(Action.EXPORT)
    void byGate(Gate gate) {}

    @Requires(Action.EXPORT)
    void byNothing(Caller caller) {}

    @Requires(Action.USE_ACCOUNT)
    void outsideProjects(Caller caller) {}

    void bare() {}
  }
}
