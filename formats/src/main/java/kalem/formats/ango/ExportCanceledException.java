package kalem.formats.ango;

/** The export was stopped between two rows; what was written is no valid zip. */
public final class ExportCanceledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExportCanceledException(long rows) {
    super("Canceled after " + rows + " rows");
  }
}
