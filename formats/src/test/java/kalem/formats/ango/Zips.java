package kalem.formats.ango;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import kalem.annotation.ontology.CategorySchema;

/** Exports in memory. */
final class Zips {
  static final Instant AT = Instant.parse("2026-05-04T09:07:31.208Z");

  private Zips() {}

  static byte[] export(List<ExportRow> rows, ExportOptions options) throws IOException {
    return export(rows, options, CategorySchema.EMPTY);
  }

  static byte[] export(List<ExportRow> rows, ExportOptions options, CategorySchema schema)
      throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (AngoExportWriter writer =
        AngoExportWriter.open(target, "Road Signs", AT, options, schema, LegacyFacts.NONE)) {
      writer.writeAll(rows.iterator(), ExportProgress.IGNORED);
    }
    return target.toByteArray();
  }

  /** Texts of all entries in order, by name. */
  static Map<String, String> entries(byte[] zip) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry; (entry = stream.getNextEntry()) != null; ) {
        entries.put(entry.getName(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
