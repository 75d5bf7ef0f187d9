package kalem.server.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.formats.LabelFormat;
import kalem.formats.ango.ExportFormat;
import kalem.formats.catalog.Formats;

/** The formats that labels come in and go out in: the open one and all converters. */
final class ExportFormats {
  private ExportFormats() {}

  /** A format as clients see it. */
  record FormatView(String id, String title, boolean readable, boolean writable) {}

  static List<FormatView> all() {
    return Stream.concat(
            Arrays.stream(ExportFormat.values()).map(ExportFormats::view),
            Formats.all().stream().map(ExportFormats::view))
        .toList();
  }

  /** Ids of those an export can be made in. */
  static List<String> writable() {
    return all().stream().filter(FormatView::writable).map(FormatView::id).toList();
  }

  /** A layout of the open format; empty for converters. */
  static Optional<ExportFormat> own(String id) {
    return Arrays.stream(ExportFormat.values()).filter(known -> id(known).equals(id)).findFirst();
  }

  private static FormatView view(LabelFormat format) {
    return new FormatView(format.id(), format.title(), format.isReadable(), format.isWritable());
  }

  private static FormatView view(ExportFormat format) {
    return switch (format) {
      case JSON -> new FormatView(id(format), "JSON", true, true);
      case NDJSON -> new FormatView(id(format), "NDJSON", true, true);
      case SPLIT -> new FormatView(id(format), "NDJSON (Split)", false, true);
    };
  }

  private static String id(ExportFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
