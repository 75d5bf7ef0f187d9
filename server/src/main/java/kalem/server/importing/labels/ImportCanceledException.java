package kalem.server.importing.labels;

/** Nobody wants the import any more, or another attempt at it began. */
final class ImportCanceledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImportCanceledException() {
    super("The import was canceled");
  }
}
