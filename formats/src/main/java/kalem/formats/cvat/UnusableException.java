package kalem.formats.cvat;

/** A shape that has no counterpart, or whose numbers make none; the reason is for the report. */
final class UnusableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
