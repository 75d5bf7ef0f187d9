package kalem.formats.volume;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import kalem.formats.volume.VolumeHeader.Encoding;

/**
 * The header of a NIfTI-1 file in one piece. NIfTI's axes run to the right, to the front and up;
 * the first two are turned.
 */
final class NiftiHeader {
  static final int LENGTH = 348;
  static final int DATA_AT = 352;
  private static final int MOST_OFFSET = 16 << 20;

  private NiftiHeader() {}

  /** Reads a header and what follows it up to the data. */
  static VolumeHeader read(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(LENGTH);
    if (bytes.length < LENGTH) {
      throw new BadVolumeException("The file is neither NRRD nor NIfTI.");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(order(bytes));
    String magic = new String(bytes, 344, 3, StandardCharsets.ISO_8859_1);
    if (!magic.equals("n+1")) {
      throw new BadVolumeException("Of NIfTI only version 1 in a single file is read.");
    }
    SampleType type =
        SampleType.ofNifti(header.getShort(70))
            .orElseThrow(() -> new BadVolumeException("The NIfTI type is not one of numbers."));
    float slope = header.getFloat(112);
    float offset = header.getFloat(116);
    boolean isScaled = slope != 0 && Float.isFinite(slope) && Float.isFinite(offset);
    VolumeHeader read =
        new VolumeHeader(
            type,
            header.order(),
            Encoding.RAW,
            NrrdHeader.grid(sizes(header), space(header)),
            layers(header),
            false,
            isScaled ? slope : 1,
            isScaled ? offset : 0,
            List.of());
    toData(stream, header.getFloat(108));
    return read;
  }

  private static ByteOrder order(byte[] bytes) throws BadVolumeException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      if (ByteBuffer.wrap(bytes).order(order).getInt(0) == LENGTH) {
        return order;
      }
    }
    throw new BadVolumeException("The file is neither NRRD nor NIfTI-1.");
  }

  private static int dimension(ByteBuffer header, int axis) {
    return header.getShort(40 + 2 * axis);
  }

  private static int[] sizes(ByteBuffer header) throws BadVolumeException {
    int dimensions = dimension(header, 0);
    if (dimensions < 2 || dimensions > 7) {
      throw new BadVolumeException("Only 3D volumes are supported.");
    }
    return new int[] {
      dimension(header, 1), dimension(header, 2), dimensions < 3 ? 1 : dimension(header, 3)
    };
  }

  /** Axes beyond the third, all together. */
  private static int layers(ByteBuffer header) throws BadVolumeException {
    long layers = 1;
    for (int axis = 4; axis <= dimension(header, 0); axis++) {
      layers *= Math.max(1, dimension(header, axis));
    }
    if (layers > Segment.MOST) {
      throw new BadVolumeException("The NIfTI file has more layers than there are labels.");
    }
    return (int) layers;
  }

  private static void toData(InputStream stream, float offset) throws IOException {
    if (!(offset >= LENGTH && offset <= MOST_OFFSET)) {
      throw new BadVolumeException("The data of the NIfTI file begin at an odd place.");
    }
    stream.skipNBytes((long) offset - LENGTH);
  }

  private static Optional<Space> space(ByteBuffer header) {
    if (header.getShort(254) > 0) {
      return space(new double[][] {row(header, 280), row(header, 296), row(header, 312)});
    }
    return header.getShort(252) > 0 ? space(quaternion(header)) : Optional.empty();
  }

  private static double[] row(ByteBuffer header, int at) {
    double[] row = new double[4];
    for (int i = 0; i < 4; i++) {
      row[i] = header.getFloat(at + 4 * i);
    }
    return row;
  }

  private static double[][] quaternion(ByteBuffer header) {
    double b = header.getFloat(256);
    double c = header.getFloat(260);
    double d = header.getFloat(264);
    double a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
    double[] step = {header.getFloat(80), header.getFloat(84), header.getFloat(88)};
    step[2] = header.getFloat(76) < 0 ? -step[2] : step[2];
    double[][] turn = {
      {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
      {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
      {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}
    };
    double[][] rows = new double[3][4];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        rows[row][column] = turn[row][column] * step[column];
      }
      rows[row][3] = header.getFloat(268 + 4 * row);
    }
    return rows;
  }

  private static Optional<Space> space(double[][] rows) {
    return Space.of(column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3));
  }

  private static Vector column(double[][] rows, int column) {
    return new Vector(-rows[0][column], -rows[1][column], rows[2][column]);
  }

  /** A header for labels, with the four bytes after it that say there is nothing in between. */
  static byte[] write(VolumeGrid grid, SampleType type) {
    ByteBuffer header = ByteBuffer.allocate(DATA_AT).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, LENGTH).put(38, (byte) 'r');
    int[] dimensions = {3, grid.width(), grid.height(), grid.depth(), 1, 1, 1, 1};
    for (int i = 0; i < dimensions.length; i++) {
      header.putShort(40 + 2 * i, (short) dimensions[i]);
    }
    header.putShort(68, (short) 1002);
    header.putShort(70, (short) type.niftiCode());
    header.putShort(72, (short) (8 * type.bytes()));
    header.putFloat(108, DATA_AT).putFloat(112, 1).putFloat(116, 0);
    header.put(123, (byte) 2);
    header.putFloat(76, 1);
    for (int axis = 1; axis < 8; axis++) {
      header.putFloat(76 + 4 * axis, 1);
    }
    grid.space().ifPresent(space -> writeSpace(space, header));
    header.put(344, new byte[] {'n', '+', '1', 0});
    return header.array();
  }

  private static void writeSpace(Space space, ByteBuffer header) {
    Vector[] columns = {space.i(), space.j(), space.k(), space.origin()};
    header.putShort(254, (short) 1);
    for (int column = 0; column < 4; column++) {
      header.putFloat(280 + 4 * column, (float) -columns[column].x());
      header.putFloat(296 + 4 * column, (float) -columns[column].y());
      header.putFloat(312 + 4 * column, (float) columns[column].z());
      if (column < 3) {
        header.putFloat(80 + 4 * column, (float) columns[column].length());
      }
    }
  }
}
