package kalem.formats.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a PNG picture row by row, so that memory does not grow with its height. Pictures that are
 * interlaced can not be read so and are refused.
 */
public final class PngReader implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int LONGEST_SIDE = 1_000_000;
  private static final int OPAQUE = 0xFF000000;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504C5445;
  private static final int TRNS = 0x74524E53;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;

  private final DataInputStream stream;
  private final Inflater inflater = new Inflater();
  private final byte[] input = new byte[1 << 14];
  private final int width;
  private final int height;
  private final int depth;
  private final ColorType colorType;

  /** Colors as 0xAARRGGBB. */
  private int[] palette = new int[0];

  /** The grey or colour that is transparent; each sample in 16 bits. */
  private long transparent = -1;

  private byte[] row;
  private byte[] above;
  private int left;

  private enum ColorType {
    GREY(1),
    RGB(3),
    INDEXED(1),
    GREY_ALPHA(2),
    RGBA(4);

    private final int samples;

    ColorType(int samples) {
      this.samples = samples;
    }

    static ColorType of(int code) throws BadPngException {
      return switch (code) {
        case 0 -> GREY;
        case 2 -> RGB;
        case 3 -> INDEXED;
        case 4 -> GREY_ALPHA;
        case 6 -> RGBA;
        default -> throw new BadPngException("The PNG file has a color type that does not exist.");
      };
    }

    boolean allows(int depth) {
      return switch (this) {
        case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
        case INDEXED -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
        case RGB, GREY_ALPHA, RGBA -> depth == 8 || depth == 16;
      };
    }
  }

  /**
   * Reads up to the first row.
   *
   * @throws BadPngException when the file is no PNG picture
   */
  public PngReader(InputStream source) throws IOException {
    this.stream = new DataInputStream(new BufferedInputStream(source, 1 << 14));
    try {
      if (!Arrays.equals(stream.readNBytes(SIGNATURE.length), SIGNATURE)
          || stream.readInt() != 13
          || stream.readInt() != IHDR) {
        throw new BadPngException("The file is no PNG picture.");
      }
      this.width = side(stream.readInt());
      this.height = side(stream.readInt());
      this.depth = stream.readUnsignedByte();
      this.colorType = ColorType.of(stream.readUnsignedByte());
      if (!colorType.allows(depth)) {
        throw new BadPngException("The PNG file has a bit depth that does not exist.");
      }
      if (stream.readUnsignedShort() != 0) {
        throw new BadPngException("The PNG file is packed in an unknown way.");
      }
      if (stream.readUnsignedByte() != 0) {
        throw new BadPngException("Interlaced PNG files can not be read; save it without.");
      }
      stream.readInt();
      long bits = (long) width * colorType.samples * depth;
      this.row = new byte[(int) ((bits + 7) / 8)];
      this.above = new byte[row.length];
      toData();
    } catch (EOFException early) {
      throw new BadPngException("The PNG file breaks off.", early);
    }
  }

  private static int side(int length) throws BadPngException {
    if (length < 1 || length > LONGEST_SIDE) {
      throw new BadPngException("The PNG file has a side of " + length + " pixels.");
    }
    return length;
  }

  /** Takes in the chunks before the pixels. */
  private void toData() throws IOException {
    while (true) {
      int length = stream.readInt();
      int type = stream.readInt();
      if (length < 0 || type == IEND) {
        throw new BadPngException("The PNG file holds no pixels.");
      }
      if (type == IDAT) {
        left = length;
        return;
      }
      if (type == PLTE && length <= 768 && length % 3 == 0) {
        palette(stream.readNBytes(length));
      } else if (type == TRNS && length <= 256) {
        transparency(stream.readNBytes(length));
      } else {
        stream.skipNBytes(length);
      }
      stream.readInt();
    }
  }

  private void palette(byte[] colors) {
    palette = new int[colors.length / 3];
    for (int i = 0; i < palette.length; i++) {
      palette[i] =
          OPAQUE
              | (colors[3 * i] & 0xFF) << 16
              | (colors[3 * i + 1] & 0xFF) << 8
              | (colors[3 * i + 2] & 0xFF);
    }
  }

  private void transparency(byte[] values) {
    switch (colorType) {
      case INDEXED -> {
        for (int i = 0; i < Math.min(values.length, palette.length); i++) {
          palette[i] = (palette[i] & ~OPAQUE) | (values[i] & 0xFF) << 24;
        }
      }
      case GREY, RGB -> {
        if (values.length == 2 * colorType.samples) {
          transparent = 0;
          for (byte value : values) {
            transparent = transparent << 8 | (value & 0xFF);
          }
        }
      }
      case GREY_ALPHA, RGBA -> {}
    }
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Whether pixels are places in a palette or brightness alone, so that {@link #value} tells. */
  public boolean hasValues() {
    return colorType == ColorType.INDEXED || colorType == ColorType.GREY;
  }

  /**
   * Reads the next row from the top; called once for each.
   *
   * @throws BadPngException when the pixels break off or are broken
   */
  public void next() throws IOException {
    byte[] before = above;
    above = row;
    row = before;
    byte[] filter = new byte[1];
    inflate(filter, 1);
    inflate(row, row.length);
    unfilter(filter[0]);
  }

  private void inflate(byte[] target, int length) throws IOException {
    try {
      int at = 0;
      while (at < length) {
        int read = inflater.inflate(target, at, length - at);
        at += read;
        if (read == 0) {
          if (inflater.finished() || inflater.needsDictionary()) {
            throw new BadPngException("The PNG file holds fewer pixels than it says.");
          }
          refill();
        }
      }
    } catch (DataFormatException | EOFException broken) {
      throw new BadPngException("The pixels of the PNG file are broken.", broken);
    }
  }

  /** The packed pixels go on over all chunks of theirs that follow each other. */
  private void refill() throws IOException {
    while (left == 0) {
      stream.readInt();
      left = stream.readInt();
      if (stream.readInt() != IDAT || left < 0) {
        throw new BadPngException("The PNG file holds fewer pixels than it says.");
      }
    }
    int read = stream.read(input, 0, Math.min(left, input.length));
    if (read < 0) {
      throw new EOFException();
    }
    left -= read;
    inflater.setInput(input, 0, read);
  }

  private void unfilter(int filter) throws BadPngException {
    int step = Math.max(1, colorType.samples * depth / 8);
    for (int i = 0; i < row.length; i++) {
      int before = i < step ? 0 : row[i - step] & 0xFF;
      int up = above[i] & 0xFF;
      int corner = i < step ? 0 : above[i - step] & 0xFF;
      int expected =
          switch (filter) {
            case 0 -> 0;
            case 1 -> before;
            case 2 -> up;
            case 3 -> (before + up) / 2;
            case 4 -> nearest(before, up, corner);
            default -> throw new BadPngException("A row of the PNG file has an unknown filter.");
          };
      row[i] += (byte) expected;
    }
  }

  /** The one of three that is nearest to left plus up minus corner (the filter named Paeth). */
  private static int nearest(int before, int up, int corner) {
    int toBefore = Math.abs(up - corner);
    int toUp = Math.abs(before - corner);
    int toCorner = Math.abs(before + up - 2 * corner);
    if (toBefore <= toUp && toBefore <= toCorner) {
      return before;
    }
    return toUp <= toCorner ? up : corner;
  }

  private int sample(int index) {
    if (depth == 8) {
      return row[index] & 0xFF;
    }
    if (depth == 16) {
      return (row[2 * index] & 0xFF) << 8 | (row[2 * index + 1] & 0xFF);
    }
    int bit = index * depth;
    return row[bit >> 3] >> (8 - depth - (bit & 7)) & (1 << depth) - 1;
  }

  /** The palette place or the brightness of a pixel in the row, as stored. */
  public int value(int x) {
    return sample(x);
  }

  /** The color of a pixel in the row as {@code 0xAARRGGBB}. */
  public int color(int x) {
    return switch (colorType) {
      case INDEXED -> {
        int place = sample(x);
        yield place < palette.length ? palette[place] : 0;
      }
      case GREY -> grey(scaled(sample(x)), sample(x) == transparent ? 0 : 0xFF);
      case GREY_ALPHA -> grey(scaled(sample(2 * x)), scaled(sample(2 * x + 1)));
      case RGB -> {
        long exact =
            (long) sample(3 * x) << 32 | (long) sample(3 * x + 1) << 16 | sample(3 * x + 2);
        yield rgb(3 * x, exact == transparent ? 0 : 0xFF);
      }
      case RGBA -> rgb(4 * x, scaled(sample(4 * x + 3)));
    };
  }

  private static int grey(int brightness, int alpha) {
    return alpha << 24 | brightness << 16 | brightness << 8 | brightness;
  }

  private int rgb(int first, int alpha) {
    return alpha << 24
        | scaled(sample(first)) << 16
        | scaled(sample(first + 1)) << 8
        | scaled(sample(first + 2));
  }

  /** A sample in eight bits. */
  private int scaled(int sample) {
    return depth == 16 ? sample >> 8 : depth == 8 ? sample : sample * 255 / ((1 << depth) - 1);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    stream.close();
  }
}
