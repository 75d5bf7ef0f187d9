package kalem.formats.nrrd;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import kalem.formats.FileSink;
import kalem.formats.volume.LabelVolume;
import kalem.formats.volume.Segment;
import kalem.formats.volume.VolumeFiles;
import kalem.formats.volume.VolumeFormat;

/** NRRD files with named and coloured segments. */
public final class NrrdFormat extends VolumeFormat {
  public NrrdFormat() {
    super("nrrd", "NRRD segmentation", List.of(".seg.nrrd", ".nrrd"));
  }

  @Override
  protected void encode(LabelVolume volume, List<Segment> known, OutputStream target)
      throws IOException {
    VolumeFiles.nrrd(volume, known, target);
  }

  @Override
  protected void finish(List<Segment> known, FileSink files) {}
}
