package kalem.server.storage;

import java.io.IOException;

/**
 * A storage said no, and would say it again: the key has no right, the bucket does not exist, the
 * address is not allowed. The message is the storage's own.
 */
public final class StorageRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public StorageRefusedException(String message) {
    super(message);
  }

  StorageRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
