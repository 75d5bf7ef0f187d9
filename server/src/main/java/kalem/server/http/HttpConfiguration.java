package kalem.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import kalem.server.access.Action;
import kalem.server.access.Permissions;
import kalem.server.access.ProjectGate;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Settings;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Puts the shared HTTP parts together. */
@Configuration
class HttpConfiguration implements WebMvcConfigurer {
  /**
   * The web app runs its own code only; it shows images and media from wherever assets lie. Files
   * of users carry a stricter policy of their own.
   */
  private static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data:"
          + " blob:; media-src * blob:; connect-src *; font-src 'self' data:; worker-src 'self'"
          + " blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'";

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** The published client starts exports by GET. Matched as the endpoint is, however written. */
  private static final RequestMatcher STARTS_EXPORT =
      new OrRequestMatcher(
          PathPatternRequestMatcher.withDefaults().matcher("/v2/export"),
          PathPatternRequestMatcher.withDefaults().matcher("/v2/exportV3"));

  private final ProjectGate projects;
  private final RequirementCheck requirements;

  HttpConfiguration(ProjectGate projects, RequirementCheck requirements) {
    this.projects = projects;
    this.requirements = requirements;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(requirements);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new Arguments(projects));
  }

  /** Tomcat's own error page is HTML; see {@link EnvelopeValve}. */
  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> envelopes() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(EnvelopeValve.class.getName());
              }
            });
  }

  @Bean
  static JsonMapper jsonMapper() {
    return Json.MAPPER;
  }

  /** Scripts of the page read the token from its cookie. */
  @Bean
  static CsrfTokenRepository csrfTokens() {
    return CookieCsrfTokenRepository.withHttpOnlyFalse();
  }

  /**
   * Who is calling is found here; what they may do is decided per endpoint by {@link
   * RequirementCheck}. Requests with a key carry no cookie worth forging, so only browser sessions
   * need the CSRF token; signed links carry their own proof.
   */
  @Bean
  static SecurityFilterChain security(
      HttpSecurity http,
      Authenticator authenticator,
      FailureWriter failures,
      Settings settings,
      CsrfTokenRepository tokens,
      @Value("${kalem.max-body}") long maximumBody)
      throws Exception {
    settings
        .rateLimit()
        .ifPresent(
            limit ->
                http.addFilterAfter(
                    new RateLimit(limit, failures), AnonymousAuthenticationFilter.class));
    return http.csrf(
            csrf ->
                csrf.spa()
                    .csrfTokenRepository(tokens)
                    .requireCsrfProtectionMatcher(HttpConfiguration::needsCsrfToken)
                    // Sessions are not kept by Spring Security, so every request would look like a
                    // sign-in and change the token under the calls that a page makes at once.
                    // Signing
                    // in and out renew it themselves.
                    .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .securityContext(
            context -> context.securityContextRepository(new NullSecurityContextRepository()))
        .headers(
            headers ->
                headers
                    .frameOptions(frame -> frame.sameOrigin())
                    .referrerPolicy(
                        referrer ->
                            referrer.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
                    .cacheControl(cache -> cache.disable())
                    .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                            request -> !request.getRequestURI().startsWith("/files/"),
                            new ContentSecurityPolicyHeaderWriter(CONTENT_POLICY))))
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        // Before the CSRF check, which looks for its token in the parts of multipart bodies.
        .addFilterBefore(new CallerFilter(authenticator, failures), CsrfFilter.class)
        .addFilterAfter(new BodyLimit(new BodyRules(maximumBody), failures), CallerFilter.class)
        .exceptionHandling(
            handling ->
                handling
                    .accessDeniedHandler(
                        (request, response, denied) -> failures.write(response, refusal(denied)))
                    .authenticationEntryPoint(
                        (request, response, denied) ->
                            failures.write(
                                response,
                                new KalemException(ErrorCode.SIGNED_OUT, "Invalid API KEY"))))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/metrics", "/metrics/**")
                    .access(
                        (caller, context) ->
                            new AuthorizationDecision(mayReadMetrics(context.getRequest())))
                    .anyRequest()
                    .permitAll())
        .build();
  }

  private static KalemException refusal(AccessDeniedException denied) {
    return denied instanceof CsrfException
        ? new KalemException(
            ErrorCode.CSRF,
            "The request carries no valid X-XSRF-TOKEN header. Reload the page and try again.")
        : KalemException.forbidden("Only administrators of the organization may read this.");
  }

  /** Administrators, and whoever runs beside the hub, as a Prometheus does. */
  private static boolean mayReadMetrics(HttpServletRequest request) {
    return Callers.current()
            .filter(caller -> Permissions.allows(caller.role(), Action.MANAGE_ORGANIZATION))
            .isPresent()
        || InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
  }

  /**
   * Only a browser's cookie can be misused by another site. Requests with a key or a signed link
   * carry their own proof; without any of these there is nothing to misuse.
   */
  private static boolean needsCsrfToken(HttpServletRequest request) {
    return (!SAFE_METHODS.contains(request.getMethod()) || STARTS_EXPORT.matches(request))
        && request.getHeader("apikey") == null
        && !request.getRequestURI().startsWith("/files/")
        && request.getCookies() != null
        && Arrays.stream(request.getCookies())
            .anyMatch(cookie -> cookie.getName().equals(SessionCookie.NAME));
  }

  /** Spring Security's own default, kept from making a user of its own. */
  @Bean
  static org.springframework.security.core.userdetails.UserDetailsService noBuiltInUsers() {
    return name -> {
      throw new org.springframework.security.core.userdetails.UsernameNotFoundException(name);
    };
  }
}
