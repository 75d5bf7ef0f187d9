package kalem.formats.volume;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;

/** Writes the voxel masks of rows. */
final class VolumeWriter implements LabelWriter {
  private final VolumeFormat format;
  private final FileSink files;
  private final List<Segment> known;
  private final FileNames names = new FileNames();
  private final FormatReport report = new FormatReport();

  VolumeWriter(VolumeFormat format, FileSink files, List<Segment> known) {
    this.format = format;
    this.files = files;
    this.known = known;
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    for (ToolObject object : row.answer().tools()) {
      boolean isPainted = object.geometry().key().equals(ClassKind.VOXEL_BRUSH.key());
      if (!isPainted || !object.classifications().isEmpty()) {
        report.leftOut(
            "Only painted voxels have a place in " + format.title() + ".",
            row.externalId() + ": " + object.objectId());
      }
    }
    if (!row.answer().classifications().isEmpty() || !row.answer().relations().isEmpty()) {
      report.leftOut(
          "Answers and relations have no place in " + format.title() + ".", row.externalId());
    }
    if (row.voxels().isEmpty()) {
      report.leftOut("No voxel is painted.", row.externalId());
      return;
    }
    try (InputStream mask = row.voxels().get().open();
        LabelVolume volume = LabelVolume.read(mask)) {
      format.requireFit(volume.grid());
      // The dot keeps the extension of the external id, so that reading gives the id back.
      String name = names.unique(row.externalId() + ".", row.taskId(), format.ending());
      try (OutputStream target = files.begin(name)) {
        format.encode(volume, known, target);
      }
      report.took(volume.labels().size());
    } catch (BadVolumeException unreadable) {
      report.leftOut(String.valueOf(unreadable.getMessage()), row.externalId());
    }
  }

  @Override
  public FormatReport finish() throws IOException {
    format.finish(known, files);
    ReportJson.write(files, format.id(), report);
    return report;
  }
}
