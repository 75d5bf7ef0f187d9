package kalem.server.http;

import java.util.List;
import kalem.server.access.ProjectGate;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Puts the shared HTTP parts together. */
@Configuration
class HttpConfiguration implements WebMvcConfigurer {
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

  @Bean
  static JsonMapper jsonMapper() {
    return Json.MAPPER;
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
      @Value("${kalem.max-body}") long maximumBody)
      throws Exception {
    return http.csrf(
            csrf ->
                csrf.spa()
                    .ignoringRequestMatchers(
                        request ->
                            request.getHeader("apikey") != null
                                || request.getRequestURI().startsWith("/files/")
                                || request.getRequestURI().startsWith("/socket.io")))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .securityContext(
            context -> context.securityContextRepository(new NullSecurityContextRepository()))
        .headers(Customizer.withDefaults())
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .addFilterBefore(
            new CallerFilter(authenticator, failures), AnonymousAuthenticationFilter.class)
        .addFilterBefore(new BodyLimit(maximumBody, failures), CallerFilter.class)
        .exceptionHandling(
            handling ->
                handling.accessDeniedHandler(
                    (request, response, denied) ->
                        failures.write(
                            response,
                            new KalemException(
                                ErrorCode.CSRF,
                                "The request carries no valid X-XSRF-TOKEN header. Reload the page"
                                    + " and try again."))))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  /** Spring Security's own default, kept from making a user of its own. */
  @Bean
  static org.springframework.security.core.userdetails.UserDetailsService noBuiltInUsers() {
    return name -> {
      throw new org.springframework.security.core.userdetails.UsernameNotFoundException(name);
    };
  }
}
