package kalem.formats.ango;

import java.io.IOException;

/** Lays out rows in one generation of the format. */
interface RowLayout {
  void write(ExportRow row) throws IOException;
}
