package kalem.formats.ango;

/** Told and asked about each row of a running export; called on the writing thread. */
public interface ExportProgress {
  ExportProgress IGNORED =
      new ExportProgress() {
        @Override
        public void wrote(long rows) {}

        @Override
        public boolean isCanceled() {
          return false;
        }
      };

  /** Called after each row with the number of rows written so far. */
  void wrote(long rows);

  /** Asked before each row. */
  boolean isCanceled();
}
