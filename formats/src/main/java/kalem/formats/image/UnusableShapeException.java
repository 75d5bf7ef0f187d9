package kalem.formats.image;

/** A shape that has no counterpart, or whose numbers make none; the reason is for the report. */
public final class UnusableShapeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public UnusableShapeException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** A sentence that is the same for all shapes of which it is true. */
  public String reason() {
    return reason;
  }
}
