package kalem.formats;

/** The text as a whole is no import; the message tells line and column where there is one. */
public final class BadImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadImportException(String message) {
    super(message);
  }

  public BadImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
