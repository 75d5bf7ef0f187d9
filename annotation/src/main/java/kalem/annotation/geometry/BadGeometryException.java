package kalem.annotation.geometry;

/**
 * The numbers given make no shape. The reason says why, in one sentence for the person who sent
 * them.
 */
public final class BadGeometryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public BadGeometryException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
