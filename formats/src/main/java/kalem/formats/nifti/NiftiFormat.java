package kalem.formats.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import kalem.annotation.json.CompactJson;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.volume.BadVolumeException;
import kalem.formats.volume.LabelVolume;
import kalem.formats.volume.Segment;
import kalem.formats.volume.VolumeFiles;
import kalem.formats.volume.VolumeFormat;
import kalem.formats.volume.VolumeGrid;

/** Packed NIfTI-1 files. */
public final class NiftiFormat extends VolumeFormat {
  public NiftiFormat() {
    super("nifti", "NIfTI segmentation", List.of(".nii.gz", ".nii"));
  }

  @Override
  protected void requireFit(VolumeGrid grid) throws BadVolumeException {
    if (grid.longest() > VolumeFiles.NIFTI_LONGEST) {
      throw new BadVolumeException("NIfTI-1 has no sides longer than 32,767 voxels.");
    }
  }

  @Override
  protected void encode(LabelVolume volume, List<Segment> known, OutputStream target)
      throws IOException {
    VolumeFiles.nifti(volume, target);
  }

  @Override
  protected void finish(List<Segment> known, FileSink files) throws IOException {
    StringBuilder names = new StringBuilder();
    CompactJson json = new CompactJson(names).object();
    known.forEach(segment -> json.key(Integer.toString(segment.label())).string(segment.name()));
    json.endObject();
    try (FileText text = new FileText(files.begin("labels.json"))) {
      text.append(names).append('\n');
    }
  }
}
