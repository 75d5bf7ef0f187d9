package kalem.formats.reports;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** One CSV file: RFC 4180, UTF-8. */
final class CsvFile implements AutoCloseable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).setRecordSeparator("\r\n").get();

  /** What a spreadsheet may take for a formula, or what {@link #defused} made of such. */
  private static final Pattern FORMULA =
      Pattern.compile("'*[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

  private final FileText text;
  private final CSVPrinter printer;
  private final boolean defuses;

  /**
   * @param defuses whether cells that could be formulas get an apostrophe in front
   */
  CsvFile(FileSink files, String name, boolean defuses) throws IOException {
    this.text = new FileText(files.begin(name));
    this.printer = new CSVPrinter(text, FORMAT);
    this.defuses = defuses;
  }

  void row(List<String> cells) throws IOException {
    for (String cell : cells) {
      printer.print(defuses ? defused(cell) : cell);
    }
    printer.println();
  }

  static String defused(String cell) {
    return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
