package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

/** Rate limits per key (api.md 2.3). */
class RateLimitTest {
  private final RateLimit limit = new RateLimit(50, new FailureWriter());

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void aKeyHasATenthOfTheLimitAsBurstAndIsThenToldToWait() throws ServletException, IOException {
    signIn("a", new Caller.Credential.ApiKey());
    for (int i = 0; i < 5; i++) {
      assertThat(call().getStatus()).isEqualTo(200);
    }

    MockHttpServletResponse refused = call();

    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isNotNull();
    assertThat(refused.getHeader("X-RateLimit-Limit")).isEqualTo("50");
    assertThat(refused.getContentAsString()).contains("too-many-requests");
  }

  @Test
  void keysDoNotCountForEachOther() throws ServletException, IOException {
    signIn("a", new Caller.Credential.ApiKey());
    for (int i = 0; i < 6; i++) {
      call();
    }
    signIn("b", new Caller.Credential.ApiKey());

    assertThat(call().getStatus()).isEqualTo(200);
  }

  @Test
  void browserSessionsAreNotLimited() throws ServletException, IOException {
    signIn("a", new Caller.Credential.Session("s"));
    for (int i = 0; i < 20; i++) {
      assertThat(call().getStatus()).isEqualTo(200);
    }
  }

  private MockHttpServletResponse call() throws ServletException, IOException {
    MockHttpServletResponse response = new MockHttpServletResponse();
    limit.doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
    return response;
  }

  private static void signIn(String account, Caller.Credential credential) {
    SecurityContextHolder.getContext()
        .setAuthentication(
            new CallerAuthentication(
                new Caller(account, "a@b.example", "A", "o", OrganizationRole.MEMBER, credential)));
  }
}
