package kalem.formats.masks;

import java.io.IOException;
import kalem.formats.LabeledRow.MaskFile;
import kalem.formats.image.BadPngException;
import kalem.formats.image.PngReader;

/** The rows of a brush mask as numbers of classes. */
final class BrushRows implements AutoCloseable {
  private static final int OPAQUE_FROM = 128;

  private final PngReader picture;
  private final MaskClasses classes;
  private int lastColor;
  private int lastNumber;

  /**
   * Opens a mask.
   *
   * @throws BadPngException when it is no picture of this size
   */
  BrushRows(MaskFile file, MaskClasses classes, int width, int height) throws IOException {
    this.picture = new PngReader(file.open());
    this.classes = classes;
    if (picture.width() != width || picture.height() != height) {
      picture.close();
      throw new BadPngException("The brush mask is of another size than its asset.");
    }
  }

  /** Lays the next row under and over what is painted, by the ranks of the classes. */
  void merge(short[] row) throws IOException {
    picture.next();
    for (int x = 0; x < row.length; x++) {
      int argb = picture.color(x);
      if (argb >>> 24 >= OPAQUE_FROM) {
        int number = number(argb & 0xFFFFFF);
        boolean isBelow =
            row[x] != MaskClasses.BACKGROUND && classes.rank(number) <= classes.rank(row[x]);
        if (number != MaskClasses.BACKGROUND && !isBelow) {
          row[x] = (short) number;
        }
      }
    }
  }

  private int number(int rgb) {
    if (rgb != lastColor) {
      lastNumber = classes.brushNumber(rgb).orElse(MaskClasses.BACKGROUND);
      lastColor = rgb;
    }
    return lastNumber;
  }

  @Override
  public void close() throws IOException {
    picture.close();
  }
}
