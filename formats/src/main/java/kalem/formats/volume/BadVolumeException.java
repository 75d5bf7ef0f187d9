package kalem.formats.volume;

import java.io.IOException;

/** A file is no volume of labels that can be read; the message says why in a sentence. */
public final class BadVolumeException extends IOException {
  private static final long serialVersionUID = 1L;

  public BadVolumeException(String message) {
    super(message);
  }

  BadVolumeException(String message, Throwable cause) {
    super(message, cause);
  }
}
