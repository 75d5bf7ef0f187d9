package kalem.server.export;

import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;

/** What somebody who waited for an export is told. */
final class ExportOutcome {
  private ExportOutcome() {}

  /**
   * The zip of an export that is over.
   *
   * @throws KalemException internal when it failed, conflict when it was canceled
   */
  static Export.ExportFile file(Export over) {
    return switch (over.state()) {
      case READY -> over.file().orElseThrow();
      case FAILED ->
          throw new KalemException(ErrorCode.INTERNAL, over.error().orElse("The export failed."));
      case CANCELED -> throw KalemException.conflict("The export was canceled.");
      case QUEUED, RUNNING -> throw new IllegalStateException("The export is not over");
    };
  }
}
