package kalem.server.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail to one person.
 *
 * @param causedBy e-mail of the person who is told when it is refused
 * @param letter empty once it was sent: links in it are secrets, and nobody needs it any more
 * @param error what the mail server said last
 */
record Mail(
    String id,
    String organizationId,
    String to,
    String causedBy,
    String subject,
    Optional<Letter> letter,
    State state,
    int attempts,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> sentAt) {

  /** Where a mail stands. */
  enum State {
    /** Its job will try, or try again. */
    QUEUED,
    SENT,
    /** The server refused it for good, or refused too often. */
    REFUSED,
    /** There was no server; people pass it on. */
    UNSENT;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }
}
