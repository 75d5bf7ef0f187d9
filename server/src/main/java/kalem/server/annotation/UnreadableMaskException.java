package kalem.server.annotation;

import java.io.IOException;

/** Where a mask is to come from, nothing can be read. The message is for the caller. */
public final class UnreadableMaskException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message goes on behind "The mask can not be read: "
   */
  public UnreadableMaskException(String message) {
    super(message);
  }
}
