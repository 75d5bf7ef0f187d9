package kalem.server.storage;

import kalem.server.kernel.KalemException;

/** Paths of folders in buckets, as people write them (export-format section 5). */
public final class StoragePath {
  private StoragePath() {}

  /**
   * The path without slashes and blanks around it; empty for the top.
   *
   * @throws KalemException when it has {@code ..} or can not name a folder for another reason
   */
  public static String of(String text) {
    String path = text.trim().replaceAll("^/+|/+$", "");
    return path.isEmpty() ? "" : new ObjectKey(path).value();
  }
}
