package kalem.server.kernel;

/** Every way a call can fail, with the HTTP status its kind maps to (api.md 2.2). */
public enum ErrorCode {
  INVALID_REQUEST(Kind.CALLER, 400),
  INVALID_PROJECT(Kind.CALLER, 400),
  INVALID_SCHEMA(Kind.CALLER, 400),
  INVALID_WORKFLOW(Kind.CALLER, 400),
  INVALID_ANSWER(Kind.CALLER, 400),
  REQUIRED_MISSING(Kind.CALLER, 400),
  VALIDATION_FAILED(Kind.CALLER, 400),
  STORAGE_REFUSED(Kind.CALLER, 400),
  NOT_IN_STAGE(Kind.CALLER, 400),
  INVALID_KEY(Kind.CALLER, 401),
  INVALID_CREDENTIALS(Kind.CALLER, 401),
  SIGNED_OUT(Kind.CALLER, 401),
  FORBIDDEN(Kind.CALLER, 403),
  CSRF(Kind.CALLER, 403),
  INVALID_LINK(Kind.CALLER, 403),
  NOT_FOUND(Kind.CALLER, 404),
  METHOD_NOT_ALLOWED(Kind.CALLER, 405),
  NOT_ACCEPTABLE(Kind.CALLER, 406),
  CONFLICT(Kind.CONFLICT, 409),
  STALE_VERSION(Kind.CONFLICT, 409),
  PAYLOAD_TOO_LARGE(Kind.CALLER, 413),
  UNSUPPORTED_MEDIA_TYPE(Kind.CALLER, 415),
  RANGE_NOT_SATISFIABLE(Kind.CALLER, 416),
  TOO_MANY_REQUESTS(Kind.OVERLOAD, 429),
  UNAVAILABLE(Kind.TRANSIENT, 503),
  INTERNAL(Kind.INTERNAL, 500);

  /** Who must act: retries depend on this alone. */
  public enum Kind {
    CALLER,
    CONFLICT,
    OVERLOAD,
    TRANSIENT,
    INTERNAL
  }

  private final Kind kind;
  private final int status;

  ErrorCode(Kind kind, int status) {
    this.kind = kind;
    this.status = status;
  }

  public Kind kind() {
    return kind;
  }

  /** HTTP status code. */
  public int status() {
    return status;
  }

  /** The code as clients read it, for example {@code stale-version}. */
  public String slug() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
