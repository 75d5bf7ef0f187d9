package kalem.formats.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kalem.formats.FileText;

/** Lines of comma-separated cells (RFC 4180) whose cells hold no line breaks. */
public final class Csv {
  private Csv() {}

  /** Writes a cell, in quotes where it needs them; line breaks become blanks. */
  public static void cell(FileText text, String value) throws IOException {
    String plain = value.replace('\r', ' ').replace('\n', ' ');
    boolean needsQuotes =
        plain.indexOf(',') >= 0
            || plain.indexOf('"') >= 0
            || !plain.strip().equals(plain)
            || plain.isEmpty();
    if (needsQuotes) {
      text.append('"').append(plain.replace("\"", "\"\"")).append('"');
    } else {
      text.append(plain);
    }
  }

  /** The cells of a line. */
  public static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (isQuoted && character == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (character == '"') {
        isQuoted = !isQuoted;
      } else if (character == ',' && !isQuoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(character);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
