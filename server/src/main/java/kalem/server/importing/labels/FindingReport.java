package kalem.server.importing.labels;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.springframework.stereotype.Component;

/** Writes everything an import found as a table that spreadsheets open (RFC 4180). */
@Component
class FindingReport {
  /** Spreadsheets read CSV without it in the encoding of the machine. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final FindingStore findings;
  private final ObjectStore objects;

  FindingReport(FindingStore findings, ObjectStore objects) {
    this.findings = findings;
    this.objects = objects;
  }

  /** Writes the report under a key, replacing an earlier one. */
  void write(int projectKey, String importId, Tally tally, ObjectKey key) throws IOException {
    try (ObjectStore.Upload upload = objects.begin(key)) {
      Writer out =
          new BufferedWriter(new OutputStreamWriter(upload.content(), StandardCharsets.UTF_8));
      out.write(BYTE_ORDER_MARK + "item,externalId,code,isLeftOut,path,message\r\n");
      try {
        findings.forEach(projectKey, importId, finding -> row(out, finding));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      long all = tally.skipped() + tally.warnings();
      if (all > FindingStore.MOST) {
        out.write(
            ",,MORE,,," + quoted("There are " + (all - FindingStore.MOST) + " more.") + "\r\n");
      }
      out.flush();
      upload.complete();
    }
  }

  private static void row(Writer out, Finding finding) {
    try {
      out.write(
          (finding.item() < 0 ? "" : finding.item())
              + ","
              + quoted(finding.externalId().orElse(""))
              + ","
              + finding.code()
              + ","
              + finding.isFault()
              + ","
              + quoted(finding.path())
              + ","
              + quoted(finding.message())
              + "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a spreadsheet would take for a formula gets an apostrophe before it. */
  private static String quoted(String text) {
    boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
