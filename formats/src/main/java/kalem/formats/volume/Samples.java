package kalem.formats.volume;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import kalem.formats.volume.VolumeHeader.Encoding;

/** The labels of a file one after the other. */
final class Samples {
  private static final int CHUNK = 1 << 13;
  private static final int LONGEST_NUMBER = 40;

  private final VolumeHeader header;
  private final InputStream stream;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private int left;

  Samples(VolumeHeader header, InputStream stream) throws IOException {
    this.header = header;
    this.stream = header.encoding() == Encoding.GZIP ? gunzipped(stream) : stream;
    this.bytes = new byte[CHUNK * header.type().bytes()];
    this.buffer = ByteBuffer.wrap(bytes).order(header.order());
  }

  static InputStream gunzipped(InputStream stream) throws IOException {
    try {
      return new GZIPInputStream(stream, 1 << 16);
    } catch (ZipException | EOFException broken) {
      throw new BadVolumeException("The data are not packed with gzip.", broken);
    }
  }

  /** The next label. */
  int next() throws IOException {
    double sample = header.encoding() == Encoding.ASCII ? number() : binary();
    double value = sample * header.scale() + header.offset();
    int label = (int) value;
    if (label != value || label < 0 || label > Segment.MOST) {
      throw new BadVolumeException(
          "A voxel holds " + value + "; labels are whole numbers from 0 to " + Segment.MOST + ".");
    }
    return label;
  }

  private double binary() throws IOException {
    if (left == 0) {
      fill();
    }
    left--;
    return header.type().next(buffer);
  }

  private void fill() throws IOException {
    int read;
    try {
      read = stream.readNBytes(bytes, 0, bytes.length);
    } catch (ZipException | EOFException broken) {
      throw new BadVolumeException("The packed data break off.", broken);
    }
    left = read / header.type().bytes();
    if (left == 0) {
      throw new BadVolumeException("The file holds fewer voxels than its header says.");
    }
    buffer.clear();
  }

  private double number() throws IOException {
    int next = stream.read();
    while (next == ',' || (next >= 0 && Character.isWhitespace(next))) {
      next = stream.read();
    }
    StringBuilder text = new StringBuilder();
    while (next >= 0 && next != ',' && !Character.isWhitespace(next)) {
      if (text.length() == LONGEST_NUMBER) {
        throw new BadVolumeException("A voxel is no number.");
      }
      text.append((char) next);
      next = stream.read();
    }
    if (text.isEmpty()) {
      throw new BadVolumeException("The file holds fewer voxels than its header says.");
    }
    try {
      return Double.parseDouble(text.toString());
    } catch (NumberFormatException odd) {
      throw new BadVolumeException("A voxel is no number.", odd);
    }
  }
}
