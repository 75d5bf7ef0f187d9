package kalem.formats.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.raster.Mask;
import kalem.formats.LabeledRow;
import kalem.formats.Limits;

/**
 * The brush mask of an answer (export-format section 8.11): one color for each class on a
 * transparent ground.
 */
public final class BrushPicture {
  private static final int OPAQUE_FROM = 128;
  private static final int COLOR = 0xFFFFFF;

  private final int width;
  private final int height;
  private final Map<String, Mask> masks = new HashMap<>();
  private long unknownPixels;

  private BrushPicture(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** The file is no picture, or too large a one. */
  public static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }

    UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads a mask.
   *
   * @param classes the brush classes of the schema
   * @throws UnreadableException when it can not be decoded
   */
  public static BrushPicture read(LabeledRow.MaskFile file, List<SchemaClass> classes)
      throws IOException {
    BufferedImage pixels = decode(file);
    BrushPicture picture = new BrushPicture(pixels.getWidth(), pixels.getHeight());
    picture.split(pixels, byColor(classes));
    return picture;
  }

  private static BufferedImage decode(LabeledRow.MaskFile file) throws IOException {
    try (InputStream stream = file.open();
        ImageInputStream input = ImageIO.createImageInputStream(stream)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new UnreadableException("The file is no picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > Limits.PICTURE_PIXELS) {
          throw new UnreadableException("The picture is too large");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException broken) {
      // Decoders meet broken files with all kinds of unchecked exceptions.
      throw new UnreadableException("The picture is broken", broken);
    }
  }

  private static Map<Integer, String> byColor(List<SchemaClass> classes) {
    Map<Integer, String> byColor = new HashMap<>();
    for (SchemaClass each : classes) {
      each.settings()
          .color()
          .filter(color -> color.matches("#[0-9a-fA-F]{6}"))
          .map(color -> Integer.parseInt(color.substring(1), 16))
          .ifPresent(color -> byColor.putIfAbsent(color, each.schemaId()));
    }
    return byColor;
  }

  private void split(BufferedImage pixels, Map<Integer, String> byColor) {
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      pixels.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; ) {
        int end = x + 1;
        while (end < width && row[end] == row[x]) {
          end++;
        }
        if (row[x] >>> 24 >= OPAQUE_FROM) {
          String schemaId = byColor.get(row[x] & COLOR);
          if (schemaId == null) {
            unknownPixels += end - x;
          } else {
            masks.computeIfAbsent(schemaId, each -> new Mask(width, height)).fillRow(y, x, end);
          }
        }
        x = end;
      }
    }
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The number of painted pixels whose color no class has. */
  public long unknownPixels() {
    return unknownPixels;
  }

  /** The pixels of a class; nothing when it has none. */
  public Optional<Mask> mask(SchemaClass brush) {
    return Optional.ofNullable(masks.get(brush.schemaId()));
  }
}
