package kalem.server.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import kalem.server.access.Action;

/**
 * The action an endpoint carries out. The server refuses to start with an endpoint that declares
 * neither this nor {@link OpenToAll}. Project actions are checked when the endpoint's {@code
 * ProjectAccess} argument is resolved from the path, or by its {@link Gate} argument where the
 * project is named in the body or the query.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
  Action value();
}
