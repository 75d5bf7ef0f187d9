package kalem.formats.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.raster.Contours;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.PixelBox;
import kalem.annotation.raster.Rasterizer;
import kalem.annotation.raster.Rle;
import kalem.annotation.raster.Stroke;
import kalem.formats.Limits;

/**
 * The painted part of a mask and where it lies: what formats hold that cut their masks out.
 *
 * @param left column of the picture in which the mask begins
 * @param top row of the picture in which the mask begins
 */
public record CroppedMask(int left, int top, Mask mask) {

  /**
   * The pixels of a segmentation; nothing when it covers no pixel's centre or is too large.
   *
   * @param size of the picture, to which the mask is cut, where it is known
   */
  public static Optional<CroppedMask> of(Segmentation segmentation, Optional<ImageSize> size) {
    Hull hull =
        Hull.of(segmentation.zones().stream().flatMap(zone -> zone.region().stream()).toList());
    double right = Math.min(Math.ceil(hull.right()), size.map(ImageSize::width).orElse(1e9));
    double bottom = Math.min(Math.ceil(hull.bottom()), size.map(ImageSize::height).orElse(1e9));
    double left = Math.max(0, Math.floor(hull.left()));
    double top = Math.max(0, Math.floor(hull.top()));
    double pixels = (right - left) * (bottom - top);
    if (!(right > left && bottom > top && pixels <= Limits.MASK_PIXELS)) {
      return Optional.empty();
    }
    Mask mask = new Mask((int) (right - left), (int) (bottom - top));
    Rasterizer.paint(moved(segmentation, -left, -top), Stroke.THIN, mask);
    return new CroppedMask((int) left, (int) top, mask).tight();
  }

  /** The painted part of a mask of the whole picture. */
  public static Optional<CroppedMask> of(Mask mask) {
    return new CroppedMask(0, 0, mask).tight();
  }

  private Optional<CroppedMask> tight() {
    return mask.bounds().map(this::cut);
  }

  private CroppedMask cut(PixelBox bounds) {
    if (bounds.width() == mask.width() && bounds.height() == mask.height()) {
      return this;
    }
    Mask inside = new Mask(bounds.width(), bounds.height());
    for (int y = 0; y < bounds.height(); y++) {
      for (int x = 0; x < bounds.width(); x++) {
        if (mask.get(bounds.x() + x, bounds.y() + y)) {
          inside.set(x, y);
        }
      }
    }
    return new CroppedMask(left + bounds.x(), top + bounds.y(), inside);
  }

  /** The outlines in pixels of the picture; nothing when no pixel is set. */
  public Optional<Segmentation> outlines() {
    return Contours.trace(mask).map(traced -> moved(traced, left, top));
  }

  private static Segmentation moved(Segmentation segmentation, double x, double y) {
    return new Segmentation(
        segmentation.zones().stream()
            .map(
                zone ->
                    new Segmentation.Zone(
                        moved(zone.region(), x, y),
                        zone.holes().stream().map(hole -> moved(hole, x, y)).toList()))
            .toList());
  }

  private static List<Point> moved(List<Point> ring, double x, double y) {
    return ring.stream().map(point -> new Point(point.x() + x, point.y() + y)).toList();
  }

  /**
   * The runs of the whole picture's mask.
   *
   * @param width of the picture; at least as far as the mask reaches
   * @param height of the picture; at least as far as the mask reaches
   * @throws kalem.annotation.geometry.BadGeometryException when the picture is too large for runs
   */
  public Rle rle(int width, int height) {
    int[] counts = new int[64];
    int size = 0;
    long covered = 0;
    for (int x = 0; x < mask.width(); x++) {
      int y = 0;
      while (y < mask.height()) {
        int from = y;
        while (y < mask.height() && mask.get(x, y)) {
          y++;
        }
        if (y > from) {
          long start = (long) (left + x) * height + top + from;
          if (size + 2 > counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
          }
          if (size > 0 && start == covered) {
            counts[size - 1] += y - from;
          } else {
            counts[size++] = (int) (start - covered);
            counts[size++] = y - from;
          }
          covered = start + y - from;
        }
        y++;
      }
    }
    return Rle.of(height, width, Arrays.copyOf(counts, size));
  }

  /** A PNG of the mask, white on black. */
  public byte[] png() throws IOException {
    BufferedImage picture =
        new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_BINARY);
    WritableRaster pixels = picture.getRaster();
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.get(x, y)) {
          pixels.setSample(x, y, 0, 1);
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  /**
   * Reads a picture as mask: what is not black is set.
   *
   * @throws IOException when it can not be decoded or is too large
   */
  public static CroppedMask ofPicture(byte[] file, int left, int top) throws IOException {
    BufferedImage picture = decoded(file);
    Mask mask = new Mask(picture.getWidth(), picture.getHeight());
    int[] row = new int[mask.width()];
    for (int y = 0; y < mask.height(); y++) {
      picture.getRGB(0, y, mask.width(), 1, row, 0, mask.width());
      for (int x = 0; x < row.length; x++) {
        if ((row[x] & 0xFFFFFF) != 0) {
          mask.set(x, y);
        }
      }
    }
    return new CroppedMask(left, top, mask);
  }

  private static BufferedImage decoded(byte[] file) throws IOException {
    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new IOException("The mask is no picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > Limits.PICTURE_PIXELS) {
          throw new IOException("The mask is too large");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException broken) {
      // Decoders meet broken files with all kinds of unchecked exceptions.
      throw new IOException("The mask is broken", broken);
    }
  }
}
