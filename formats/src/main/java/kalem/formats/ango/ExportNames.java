package kalem.formats.ango;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of export files (export-format section 4). */
public final class ExportNames {
  private static final int LONGEST = 180;
  private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*?\"<>|\\p{Cntrl}\\p{Cs}]");
  private static final DateTimeFormatter ZIP_TIME = utc("uuuu-MM-dd'T'HH_mm_ss.SSS'Z'");
  private static final DateTimeFormatter DATA_TIME = utc("uuuu-MM-dd-HH_mm_ss'_GMT'");

  private ExportNames() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** The zip, such as {@code Road Signs-export-2026-05-04T09_07_31.208Z.zip}. */
  public static String zip(String projectName, Instant at) {
    return safe(projectName) + "-export-" + ZIP_TIME.format(at) + ".zip";
  }

  /**
   * The data file in it, such as {@code Road_Signs-task-export-2026-05-04-09_07_31_GMT.json}.
   *
   * @param part ends the name where there are several data files, else empty
   */
  public static String data(String projectName, Instant at, ExportFormat format, String part) {
    return data(projectName, "task", at, part + "." + format.extension());
  }

  /** The same for issues. */
  public static String issues(String projectName, Instant at, ExportFormat format) {
    return data(projectName, "issue", at, "." + format.extension());
  }

  private static String data(String projectName, String subject, Instant at, String end) {
    String name = safe(projectName).replace(' ', '_');
    String mark = end.startsWith(".") ? "" : "-";
    return name + "-" + subject + "-export-" + DATA_TIME.format(at) + mark + end;
  }

  /** The file of one row in a split export; the task id is never cut off, so names stay unique. */
  static String row(String externalId, String taskId) {
    String end = "-" + safe(taskId) + ".json";
    String start = safe(externalId);
    int room = Math.max(0, LONGEST - end.length());
    return (start.length() > room ? cut(start, room) : start) + end;
  }

  private static String cut(String text, int length) {
    boolean splitsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splitsPair ? length - 1 : length);
  }

  private static String safe(String name) {
    return FORBIDDEN.matcher(name).replaceAll("_");
  }
}
