package kalem.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import kalem.annotation.json.CompactJson;

/**
 * The {@code report.json} that every writer adds to its files as the last one: {@code
 * {"format":"coco","assets":12,"labels":340,"leftOut":[{"reason":"...","count":3,"places":["..."]}]}}.
 * {@code assets} and {@code labels} are those taken over; {@code leftOut} has one element for each
 * reason, with the first few places.
 */
public final class ReportJson {
  /** The name of the file. */
  public static final String NAME = "report.json";

  private ReportJson() {}

  /**
   * Adds the report to the files of a conversion.
   *
   * @param format id of the format written
   */
  public static void write(FileSink files, String format, FormatReport report) throws IOException {
    OutputStream stream = files.begin(NAME);
    try (FileText text = new FileText(stream)) {
      CompactJson json = new CompactJson(text);
      json.object().key("format").string(format);
      json.key("assets").number(report.assets()).key("labels").number(report.labels());
      json.key("leftOut").array();
      report.left().forEach(left -> write(left, json));
      json.endArray().endObject();
      text.append('\n');
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static void write(FormatReport.Left left, CompactJson json) {
    json.object().key("reason").string(left.reason()).key("count").number(left.count());
    json.key("places").array();
    left.places().forEach(json::string);
    json.endArray().endObject();
  }
}
