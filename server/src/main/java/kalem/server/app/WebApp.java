package kalem.server.app;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the web app out of the jar. Its pages have addresses of their own that name no file: they
 * all get the one page, which reads the address. Built files carry a hash in their name and never
 * change.
 */
@Configuration
class WebApp implements WebMvcConfigurer {
  private static final String FILES = "classpath:/static/";
  private static final Set<String> NOT_PAGES =
      Set.of("v2", "files", "socket.io", "health", "metrics", "docs", "swagger-ui", "assets");

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(FILES + "assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(FILES)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(false)
        .addResolver(new Pages());
  }

  private static final class Pages extends PathResourceResolver {
    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
      Resource file = super.getResource(path, location);
      if (file != null && !path.isEmpty()) {
        return file;
      }
      boolean page = !NOT_PAGES.contains(path.split("/", 2)[0]) && !path.contains(".");
      return page ? super.getResource("index.html", location) : null;
    }
  }
}
