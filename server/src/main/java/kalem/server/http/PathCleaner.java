package kalem.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes API paths match whatever clients add: repeated slashes are one, a slash at the end is none
 * (api.md 1.1). Runs before the security layer, whose firewall refuses repeated slashes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class PathCleaner extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/v2/") || isClean(request.getRequestURI());
  }

  private static boolean isClean(String path) {
    return !path.contains("//") && !path.endsWith("/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI().replaceAll("/{2,}", "/").replaceAll("/$", "");
    chain.doFilter(
        new HttpServletRequestWrapper(request) {
          @Override
          public String getRequestURI() {
            return path;
          }

          @Override
          public String getServletPath() {
            return path;
          }

          @Override
          public StringBuffer getRequestURL() {
            return new StringBuffer(path);
          }
        },
        response);
  }
}
