package kalem.formats.volume;

import java.nio.ByteOrder;
import java.util.List;

/**
 * What a file says about its voxels.
 *
 * @param grid of one layer
 * @param layers of an overlapping segmentation, else 1
 * @param isInterleaved whether the layers of one voxel stand together; else each layer follows the
 *     one before
 * @param scale what samples are multiplied with
 * @param offset what is then added
 * @param segments names of labels, where the file has them
 */
record VolumeHeader(
    SampleType type,
    ByteOrder order,
    Encoding encoding,
    VolumeGrid grid,
    int layers,
    boolean isInterleaved,
    double scale,
    double offset,
    List<Segment> segments) {
  VolumeHeader {
    segments = List.copyOf(segments);
  }

  /** How the samples are packed. */
  enum Encoding {
    RAW,
    GZIP,
    ASCII
  }

  long samples() {
    return grid.voxels() * layers;
  }
}
