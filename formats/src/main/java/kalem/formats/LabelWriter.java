package kalem.formats;

import java.io.IOException;

/** Writes rows as files of one format. Not for use by several threads. */
public interface LabelWriter extends AutoCloseable {
  /** Writes one asset with its labels; what the format can not hold is reported, not thrown. */
  void write(LabeledRow row) throws IOException;

  /** Writes what is left. The sink stays open. */
  FormatReport finish() throws IOException;

  /** Gives back what was set aside, also when the writing broke off. */
  @Override
  default void close() throws IOException {}
}
