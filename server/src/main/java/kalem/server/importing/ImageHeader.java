package kalem.server.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads width and height of an image from its header: a few short reads whatever the size of the
 * file, nothing is decoded. Knows PNG, JPEG, GIF, BMP, WebP and TIFF.
 */
final class ImageHeader {
  private static final int FIRST_READ = 64;

  /** JPEG files from cameras hold thumbnails and colour profiles before the size. */
  private static final int MOST_SEGMENTS = 500;

  private static final int MOST_TIFF_ENTRIES = 512;
  private static final int TIFF_WIDTH = 256;
  private static final int TIFF_HEIGHT = 257;
  private static final int TIFF_ORIENTATION = 274;
  private static final int FIRST_TURNED_ORIENTATION = 5;

  private final Source source;

  private ImageHeader(Source source) {
    this.source = source;
  }

  /** Random access to a file. */
  interface Source {
    /** Reads some bytes; fewer at the end of the file. */
    byte[] read(long offset, int length) throws IOException;
  }

  /** In pixels, as the image is displayed. */
  record Size(int width, int height) {
    Size turned() {
      return new Size(/* width= */ height, /* height= */ width);
    }
  }

  /** Empty when the file is no image of these kinds, or damaged. */
  static Optional<Size> size(Source source) throws IOException {
    return new ImageHeader(source).size().filter(size -> size.width() > 0 && size.height() > 0);
  }

  private Optional<Size> size() throws IOException {
    ByteBuffer head = bytes(0, FIRST_READ);
    if (startsWith(head, 0, "\u0089PNG\r\n\u001a\n") && head.limit() >= 24) {
      return Optional.of(new Size(head.getInt(16), head.getInt(20)));
    }
    if (startsWith(head, 0, "\u00ff\u00d8\u00ff")) {
      return jpeg();
    }
    head.order(ByteOrder.LITTLE_ENDIAN);
    if (startsWith(head, 0, "GIF8") && head.limit() >= 10) {
      return Optional.of(new Size(word(head, 6), word(head, 8)));
    }
    if (startsWith(head, 0, "BM") && head.limit() >= 26) {
      return Optional.of(bitmap(head));
    }
    if (startsWith(head, 0, "RIFF") && startsWith(head, 8, "WEBP") && head.limit() >= 30) {
      return webp(head);
    }
    return isTiff(head) ? tiff(0).map(Directory::displayed) : Optional.empty();
  }

  /** Rows from top to bottom are marked by a negative height. */
  private static Size bitmap(ByteBuffer head) {
    boolean isOld = head.getInt(14) == 12;
    return isOld
        ? new Size(word(head, 18), word(head, 20))
        : new Size(head.getInt(18), Math.abs(head.getInt(22)));
  }

  private static Optional<Size> webp(ByteBuffer head) {
    if (startsWith(head, 12, "VP8X")) {
      return Optional.of(new Size(1 + triple(head, 24), 1 + triple(head, 27)));
    }
    if (startsWith(head, 12, "VP8L")) {
      int bits = head.getInt(21);
      return Optional.of(new Size(1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff)));
    }
    return startsWith(head, 12, "VP8 ")
        ? Optional.of(new Size(word(head, 26) & 0x3fff, word(head, 28) & 0x3fff))
        : Optional.empty();
  }

  private Optional<Size> jpeg() throws IOException {
    boolean turned = false;
    long at = 2;
    for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
      ByteBuffer head = bytes(at, 16);
      if (head.limit() < 4 || (head.get(0) & 0xff) != 0xff) {
        return Optional.empty();
      }
      int marker = head.get(1) & 0xff;
      if (marker == 0xff) {
        at++;
        continue;
      }
      if (isFrame(marker) && head.limit() >= 9) {
        Size size = new Size(word(head, 7), word(head, 5));
        return Optional.of(turned ? size.turned() : size);
      }
      if (marker == 0xe1 && startsWith(head, 4, "Exif\0\0")) {
        turned = tiff(at + 10).filter(Directory::isTurned).isPresent();
      }
      at += isBare(marker) ? 2 : 2 + Math.max(2, word(head, 2));
    }
    return Optional.empty();
  }

  /** Start of frame; C4, C8 and CC are something else. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean isBare(int marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
  }

  /** What the first directory of a TIFF says. */
  private record Directory(int width, int height, int orientation) {
    boolean isTurned() {
      return orientation >= FIRST_TURNED_ORIENTATION;
    }

    /** Coordinates are those of the image as stored: viewers of TIFF do not turn it. */
    Size displayed() {
      return new Size(width, height);
    }
  }

  private static boolean isTiff(ByteBuffer head) {
    return startsWith(head, 0, "II*\0") || startsWith(head, 0, "MM\0*");
  }

  /** Also the Exif part of a JPEG is one, with offsets counted from its own start. */
  private Optional<Directory> tiff(long start) throws IOException {
    ByteBuffer head = bytes(start, 8);
    if (head.limit() < 8 || !isTiff(head)) {
      return Optional.empty();
    }
    ByteOrder order = head.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    long directory = start + (head.order(order).getInt(4) & 0xffffffffL);
    ByteBuffer count = bytes(directory, 2).order(order);
    if (count.limit() < 2) {
      return Optional.empty();
    }
    int entries = Math.min(word(count, 0), MOST_TIFF_ENTRIES);
    return Optional.of(directory(bytes(directory + 2, entries * 12).order(order)));
  }

  private static Directory directory(ByteBuffer entries) {
    int width = 0;
    int height = 0;
    int orientation = 0;
    for (int at = 0; at + 12 <= entries.limit(); at += 12) {
      boolean isShort = word(entries, at + 2) == 3;
      int value = isShort ? word(entries, at + 8) : entries.getInt(at + 8);
      switch (word(entries, at)) {
        case TIFF_WIDTH -> width = value;
        case TIFF_HEIGHT -> height = value;
        case TIFF_ORIENTATION -> orientation = value;
        default -> {}
      }
    }
    return new Directory(width, height, orientation);
  }

  private ByteBuffer bytes(long offset, int length) throws IOException {
    return ByteBuffer.wrap(source.read(offset, length));
  }

  private static int word(ByteBuffer buffer, int at) {
    return buffer.getShort(at) & 0xffff;
  }

  private static int triple(ByteBuffer buffer, int at) {
    return word(buffer, at) | (buffer.get(at + 2) & 0xff) << 16;
  }

  private static boolean startsWith(ByteBuffer buffer, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return buffer.limit() >= at + wanted.length
        && buffer.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted));
  }
}
