package kalem.annotation.geometry;

/**
 * The numbers given make no shape. The message says why, in one sentence for the person who sent
 * them.
 */
public final class BadGeometryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadGeometryException(String message) {
    super(message);
  }
}
