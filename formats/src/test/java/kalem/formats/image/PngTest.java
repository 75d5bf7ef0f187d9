package kalem.formats.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import kalem.formats.image.PngWriter.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own reader and writer are the judges. */
class PngTest {
  private final RandomGenerator random = new SplittableRandom(7);

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    ImageIO.write(image, "png", target);
    return target.toByteArray();
  }

  private static void assertSame(BufferedImage image, byte[] file) throws IOException {
    try (PngReader reader = new PngReader(new ByteArrayInputStream(file))) {
      assertThat(reader.width()).isEqualTo(image.getWidth());
      assertThat(reader.height()).isEqualTo(image.getHeight());
      for (int y = 0; y < image.getHeight(); y++) {
        reader.next();
        for (int x = 0; x < image.getWidth(); x++) {
          // The JDK takes grey for linear light; what is stored is what counts.
          int expected =
              image.getType() == BufferedImage.TYPE_BYTE_GRAY
                  ? 0xFF000000 | image.getRaster().getSample(x, y, 0) * 0x010101
                  : image.getRGB(x, y);
          assertThat(reader.color(x)).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void picturesOfEveryKindAreRead(int type) throws IOException {
    for (int round = 0; round < 30; round++) {
      BufferedImage image = new BufferedImage(1 + random.nextInt(40), 1 + random.nextInt(40), type);
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          // Smooth rows make the writer use every filter.
          int shade = round % 2 == 0 ? random.nextInt() : (x * 5 + y * 3) * 0x01020304;
          image.setRGB(x, y, shade);
        }
      }
      assertSame(image, png(image));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void palettesOfEveryDepthAreRead(int bits) throws IOException {
    int size = 1 << bits;
    byte[] red = new byte[size];
    byte[] alpha = new byte[size];
    for (int i = 0; i < size; i++) {
      red[i] = (byte) (i * 37);
      alpha[i] = (byte) (255 - i);
    }
    IndexColorModel colors = new IndexColorModel(bits, size, red, red, red, alpha);
    BufferedImage image =
        bits == 8
            ? new BufferedImage(13, 5, BufferedImage.TYPE_BYTE_INDEXED, colors)
            : new BufferedImage(13, 5, BufferedImage.TYPE_BYTE_BINARY, colors);
    for (int i = 0; i < 65; i++) {
      image.getRaster().setSample(i % 13, i / 13, 0, random.nextInt(size));
    }
    assertSame(image, png(image));
  }

  @ParameterizedTest
  @EnumSource(Pixels.class)
  void whatIsWrittenIsReadByOthers(Pixels pixels) throws IOException {
    int[] palette = {0x000000, 0xFF8000, 0x123456};
    int width = 31;
    int height = 17;
    byte[][] rows = new byte[height][width * pixels.bytes()];
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (PngWriter writer =
        new PngWriter(
            target, width, height, pixels, pixels == Pixels.INDEXED ? palette : new int[0])) {
      for (byte[] row : rows) {
        random.nextBytes(row);
        for (int i = 0; pixels == Pixels.INDEXED && i < width; i++) {
          row[i] = (byte) (row[i] & 1);
        }
        writer.row(row);
      }
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(target.toByteArray()));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] samples = image.getRaster().getPixel(x, y, (int[]) null);
        int at = x * pixels.bytes();
        if (pixels == Pixels.GREY_16) {
          assertThat(samples[0]).isEqualTo((rows[y][at] & 0xFF) << 8 | (rows[y][at + 1] & 0xFF));
        } else {
          for (int i = 0; i < pixels.bytes(); i++) {
            assertThat(samples[i]).isEqualTo(rows[y][at + i] & 0xFF);
          }
        }
      }
    }
  }

  @Test
  void sixteenBitsOfGreyAreReadWhole() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (PngWriter writer = new PngWriter(target, 1, 1, Pixels.GREY_16)) {
      writer.row(new byte[] {(byte) 0xAB, (byte) 0xCD});
    }
    try (PngReader reader = new PngReader(new ByteArrayInputStream(target.toByteArray()))) {
      reader.next();
      assertThat(reader.hasValues()).isTrue();
      assertThat(reader.value(0)).isEqualTo(0xABCD);
      assertThat(reader.color(0)).isEqualTo(0xFFABABAB);
    }
  }

  @Test
  void interlacedPicturesAreRefused() throws IOException {
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(target)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    assertThatThrownBy(() -> new PngReader(new ByteArrayInputStream(target.toByteArray())))
        .isInstanceOf(BadPngException.class)
        .hasMessage("Interlaced PNG files can not be read; save it without.");
  }
}
