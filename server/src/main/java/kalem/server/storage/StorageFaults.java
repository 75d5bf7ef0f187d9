package kalem.server.storage;

import java.io.IOException;
import java.util.Optional;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;

/** Failures of a storage as callers are told them. */
public final class StorageFaults {
  private StorageFaults() {}

  /** What the storage said, without a full stop at the end. */
  public static String words(IOException failure) {
    return Optional.ofNullable(failure.getMessage())
        .filter(text -> !text.isBlank())
        .orElse(failure.getClass().getSimpleName())
        .replaceAll("\\.+$", "");
  }

  /** For those who chose the storage and can do something about it. */
  public static KalemException told(IOException failure) {
    return new KalemException(
        ErrorCode.STORAGE_REFUSED, "The storage refused: " + words(failure) + ".");
  }
}
