package kalem.formats.cli;

import java.io.PrintWriter;
import java.util.List;
import kalem.formats.FormatReport;
import kalem.formats.FormatReport.Left;

/** Says what was left out of a conversion and why. */
final class Summary {
  private static final int MOST_PLACES = 3;

  private final PrintWriter out;

  Summary(PrintWriter out) {
    this.out = out;
  }

  void leftOut(String heading, FormatReport report) {
    List<Left> left = report.left();
    if (left.isEmpty()) {
      return;
    }
    out.println(heading);
    for (Left each : left) {
      out.println("  " + each.count() + " x " + each.reason());
      each.places().stream().limit(MOST_PLACES).forEach(place -> out.println("      " + place));
      long more = each.count() - MOST_PLACES;
      if (more > 0) {
        out.println("      and " + more + " more");
      }
    }
  }
}
