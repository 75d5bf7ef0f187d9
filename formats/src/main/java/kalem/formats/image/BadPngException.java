package kalem.formats.image;

import java.io.IOException;

/** A file is no PNG picture that can be read; the message says why in a sentence. */
public final class BadPngException extends IOException {
  private static final long serialVersionUID = 1L;

  public BadPngException(String message) {
    super(message);
  }

  BadPngException(String message, Throwable cause) {
    super(message, cause);
  }
}
