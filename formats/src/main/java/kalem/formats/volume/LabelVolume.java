package kalem.formats.volume;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A volume of labels. Its voxels lie in a temporary file that is gone when the volume is closed.
 * Not for use by several threads.
 */
public final class LabelVolume implements AutoCloseable {
  private static final ValueLayout.OfShort LABEL =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  private VolumeGrid grid;
  private final int layers;
  private final List<Segment> segments;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment voxels;

  private LabelVolume(VolumeGrid grid, int layers, List<Segment> segments) throws IOException {
    this.grid = grid;
    this.layers = layers;
    this.segments = segments;
    this.voxels = map(grid.voxels() * Short.BYTES);
  }

  private MemorySegment map(long size) throws IOException {
    Path file = Files.createTempFile("kalem-", ".voxels");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
    }
  }

  /** A volume without a painted voxel. */
  static LabelVolume empty(VolumeGrid grid) throws IOException {
    return new LabelVolume(grid, 1, List.of());
  }

  /**
   * Reads an NRRD or NIfTI-1 file, packed or not; its first bytes tell which. Layers are put on top
   * of each other, later ones over earlier ones.
   *
   * @throws BadVolumeException when it is neither, or holds something other than labels
   */
  public static LabelVolume read(InputStream stream) throws IOException {
    InputStream file = new BufferedInputStream(stream, 1 << 16);
    file.mark(2);
    boolean isPacked = file.read() == GZIP_FIRST && file.read() == GZIP_SECOND;
    file.reset();
    InputStream plain = isPacked ? new BufferedInputStream(Samples.gunzipped(file)) : file;
    plain.mark(4);
    boolean isNrrd = new String(plain.readNBytes(4), StandardCharsets.ISO_8859_1).equals("NRRD");
    plain.reset();
    VolumeHeader header = isNrrd ? NrrdHeader.read(plain) : NiftiHeader.read(plain);
    LabelVolume volume = new LabelVolume(header.grid(), header.layers(), header.segments());
    try {
      volume.fill(header, new Samples(header, plain));
    } catch (IOException | RuntimeException broken) {
      volume.close();
      throw broken;
    }
    return volume;
  }

  private void fill(VolumeHeader header, Samples samples) throws IOException {
    long count = grid.voxels();
    if (header.isInterleaved()) {
      for (long voxel = 0; voxel < count; voxel++) {
        for (int layer = 0; layer < header.layers(); layer++) {
          put(voxel, samples.next());
        }
      }
      return;
    }
    for (int layer = 0; layer < header.layers(); layer++) {
      for (long voxel = 0; voxel < count; voxel++) {
        put(voxel, samples.next());
      }
    }
  }

  /** Paints a voxel; 0 leaves it as it is. */
  void put(long voxel, int label) {
    if (label != 0) {
      voxels.set(LABEL, voxel * Short.BYTES, (short) label);
    }
  }

  /** The label of a voxel, 0 where nothing is painted. */
  public int at(long voxel) {
    return voxels.get(LABEL, voxel * Short.BYTES) & 0xFFFF;
  }

  public VolumeGrid grid() {
    return grid;
  }

  /** Says where the voxels lie; their number stays. */
  void place(VolumeGrid changed) {
    if (!changed.hasSizeOf(grid)) {
      throw new IllegalArgumentException("Another size is another volume");
    }
    grid = changed;
  }

  /** How many layers the file had. */
  public int layers() {
    return layers;
  }

  /** What the file says about its labels; empty when it says nothing. */
  public List<Segment> segments() {
    return segments;
  }

  /** The labels that are painted. */
  public SortedSet<Integer> labels() {
    return new TreeSet<>(extents().keySet());
  }

  /** Where each label is painted. */
  Map<Integer, Extent> extents() {
    Extent[] byLabel = new Extent[Segment.MOST + 1];
    Map<Integer, Extent> extents = new TreeMap<>();
    long voxel = 0;
    for (int z = 0; z < grid.depth(); z++) {
      for (int y = 0; y < grid.height(); y++) {
        for (int x = 0; x < grid.width(); x++) {
          int label = at(voxel++);
          if (label != 0) {
            if (byLabel[label] == null) {
              byLabel[label] = new Extent();
              extents.put(label, byLabel[label]);
            }
            byLabel[label].add(x, y, z);
          }
        }
      }
    }
    return extents;
  }

  @Override
  public void close() {
    arena.close();
  }
}
