package kalem.server.mail;

/** The mail server refused a mail and would refuse it again; the message is its own. */
final class MailRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  MailRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
