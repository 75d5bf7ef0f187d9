package kalem.formats.masks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import kalem.formats.FileSink;
import kalem.formats.LabeledRow.MaskFile;
import kalem.formats.LabeledRow.PictureSource;
import kalem.formats.Limits;
import kalem.formats.image.BadPngException;
import kalem.formats.image.PngWriter;
import kalem.formats.image.PngWriter.Pixels;
import kalem.formats.image.RowImage;

/** Writes painted pictures as files. */
final class MaskFiles {
  private static final int MOST_INDEXED = 256;

  private final FileSink files;
  private final MaskClasses classes;
  private final MaskOptions options;
  private final int[] values;
  private final Pixels pixels;

  /**
   * A picture that can be painted as often as it is needed.
   *
   * @param brush traces to lay over it
   */
  record Picture(Supplier<Painting> painting, int width, int height, Optional<MaskFile> brush) {}

  private interface RowAction {
    void on(short[] numbers) throws IOException;
  }

  MaskFiles(FileSink files, MaskClasses classes, MaskOptions options) {
    this.files = files;
    this.classes = classes;
    this.options = options;
    this.values = classes.values();
    this.pixels = pixels();
  }

  private Pixels pixels() {
    if (options.mapping().isGrey()) {
      return classes.isWide() ? Pixels.GREY_16 : Pixels.GREY;
    }
    return values.length <= MOST_INDEXED ? Pixels.INDEXED : Pixels.RGB;
  }

  /**
   * Writes a mask.
   *
   * @return what is wrong with the brush traces; they are missing from where they broke
   */
  Optional<String> write(String name, Picture picture) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(picture.width(), pixels.bytes())];
    int[] palette = pixels == Pixels.INDEXED ? values : new int[0];
    try (PngWriter png =
        new PngWriter(files.begin(name), picture.width(), picture.height(), pixels, palette)) {
      return each(
          picture,
          numbers -> {
            for (int x = 0; x < numbers.length; x++) {
              put(numbers[x], bytes, x * pixels.bytes());
            }
            png.row(bytes);
          });
    }
  }

  private void put(int number, byte[] bytes, int at) {
    int value = values[number];
    switch (pixels) {
      case INDEXED -> bytes[at] = (byte) number;
      case GREY -> bytes[at] = (byte) value;
      case GREY_16 -> {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
      }
      case RGB, RGBA -> color(value, bytes, at);
    }
  }

  private static void color(int rgb, byte[] bytes, int at) {
    bytes[at] = (byte) (rgb >> 16);
    bytes[at + 1] = (byte) (rgb >> 8);
    bytes[at + 2] = (byte) rgb;
  }

  private Optional<String> each(Picture picture, RowAction action) throws IOException {
    Painting painting = picture.painting().get();
    short[] numbers = new short[picture.width()];
    try (Traces traces = new Traces(picture)) {
      for (int y = 0; y < picture.height(); y++) {
        painting.row(y, numbers);
        traces.merge(numbers);
        action.on(numbers);
      }
      return traces.problem;
    }
  }

  /** The brush traces of a picture, as far as they can be read. */
  private final class Traces implements AutoCloseable {
    private Optional<BrushRows> rows = Optional.empty();
    private Optional<String> problem = Optional.empty();

    Traces(Picture picture) throws IOException {
      try {
        if (picture.brush().isPresent()) {
          rows =
              Optional.of(
                  new BrushRows(picture.brush().get(), classes, picture.width(), picture.height()));
        }
      } catch (BadPngException unreadable) {
        problem = Optional.ofNullable(unreadable.getMessage());
      }
    }

    void merge(short[] numbers) throws IOException {
      try {
        if (rows.isPresent()) {
          rows.get().merge(numbers);
        }
      } catch (BadPngException broken) {
        problem = Optional.ofNullable(broken.getMessage());
        close();
      }
    }

    @Override
    public void close() throws IOException {
      if (rows.isPresent()) {
        rows.get().close();
        rows = Optional.empty();
      }
    }
  }

  /**
   * Writes the mask laid over the picture itself.
   *
   * @return why it was not written
   */
  Optional<String> overlay(String name, RowImage image, Picture picture) throws IOException {
    Optional<BufferedImage> source = source(image);
    if (source.isEmpty()) {
      return Optional.of("The picture itself is not at hand, so no overlay was made.");
    }
    BufferedImage below = source.get();
    if (below.getWidth() != picture.width() || below.getHeight() != picture.height()) {
      return Optional.of("The picture is of another size than its asset, so no overlay was made.");
    }
    try (PngWriter png =
        new PngWriter(files.begin(name), picture.width(), picture.height(), Pixels.RGB)) {
      each(picture, new Blend(below, png));
    }
    return Optional.empty();
  }

  /** Lays rows over those of a picture. */
  private final class Blend implements RowAction {
    private final BufferedImage below;
    private final PngWriter png;
    private final int[] colors = classes.shown();
    private final int[] row;
    private final byte[] bytes;
    private int y;

    Blend(BufferedImage below, PngWriter png) {
      this.below = below;
      this.png = png;
      this.row = new int[below.getWidth()];
      this.bytes = new byte[Math.multiplyExact(row.length, Pixels.RGB.bytes())];
    }

    @Override
    public void on(short[] numbers) throws IOException {
      below.getRGB(0, y++, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        boolean isBare = numbers[x] == MaskClasses.BACKGROUND;
        color(isBare ? row[x] : blended(row[x], colors[numbers[x]]), bytes, 3 * x);
      }
      png.row(bytes);
    }
  }

  private int blended(int below, int above) {
    int blended = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double mixed =
          (below >> shift & 0xFF) * (1 - options.opacity())
              + (above >> shift & 0xFF) * options.opacity();
      blended |= (int) Math.round(mixed) << shift;
    }
    return blended;
  }

  /** The picture, unless it is a frame, too large, or of a kind that is not decoded. */
  private static Optional<BufferedImage> source(RowImage image) throws IOException {
    Optional<PictureSource> pictures = image.row().sources().pictures();
    if (pictures.isEmpty() || image.isFrame()) {
      return Optional.empty();
    }
    Optional<InputStream> opened = pictures.get().open(image.page().orElse(0));
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream stream = opened.get();
        ImageInputStream input = ImageIO.createImageInputStream(stream)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input);
        boolean isSmall = (long) reader.getWidth(0) * reader.getHeight(0) <= Limits.PICTURE_PIXELS;
        return isSmall ? Optional.of(reader.read(0)) : Optional.empty();
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException undecodable) {
      // Decoders meet broken pictures with all kinds of exceptions.
      return Optional.empty();
    }
  }
}
