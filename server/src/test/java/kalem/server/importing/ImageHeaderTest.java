package kalem.server.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import kalem.server.importing.ImageHeader.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void readsWhatImageWritersWrite(String format) throws IOException {
    assertSize(image(format, 321, 123), 321, 123);
    assertSize(image(format, 1, 1), 1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void saysNothingOfDamagedFiles(String format) throws IOException {
    byte[] whole = image(format, 321, 123);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(Math.min(whole.length, 400)));
      for (int j = 0; j < 3 && damaged.length > 0; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      ImageHeader.size(source(damaged));
    }
    assertThat(ImageHeader.size(source(Arrays.copyOf(whole, 5)))).isEmpty();
  }

  @Test
  void saysNothingOfOtherFiles() throws IOException {
    assertThat(ImageHeader.size(source(new byte[0]))).isEmpty();
    assertThat(ImageHeader.size(source("hello".getBytes(ISO_8859_1)))).isEmpty();
    assertThat(ImageHeader.size(source(new byte[1000]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void takesUprightPhotographsAsTheyAre(int orientation) throws IOException {
    assertSize(photograph(orientation, ByteOrder.BIG_ENDIAN), 321, 123);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8})
  void turnsPhotographsTakenUpright(int orientation) throws IOException {
    assertSize(photograph(orientation, ByteOrder.BIG_ENDIAN), 123, 321);
    assertSize(photograph(orientation, ByteOrder.LITTLE_ENDIAN), 123, 321);
  }

  @Test
  void findsTheSizeBehindAThumbnail() throws IOException {
    byte[] jpeg = image("jpg", 321, 123);
    byte[] thumbnail = image("jpg", 16, 9);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + thumbnail.length + 4);
    file.put(jpeg, 0, 2).putShort((short) 0xffe2).putShort((short) (thumbnail.length + 2));
    file.put(thumbnail).put(jpeg, 2, jpeg.length - 2);
    assertSize(file.array(), 321, 123);
  }

  @Test
  void readsAllKindsOfWebp() throws IOException {
    assertSize(
        webp("VP8 ", b -> b.putShort(26, (short) (0x4000 | 321)).putShort(28, (short) 123)),
        321,
        123);
    assertSize(
        webp("VP8L", b -> b.put(20, (byte) 0x2f).putInt(21, 320 | 122 << 14 | 1 << 28)), 321, 123);
    assertSize(
        webp(
            "VP8X",
            b -> b.putShort(24, (short) 69_999).put(26, (byte) 1).putShort(27, (short) 122)),
        70_000,
        123);
  }

  @Test
  void readsBitmapsWhoseRowsRunDownwards() throws IOException {
    byte[] bitmap = image("bmp", 321, 123);
    ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -123);
    assertSize(bitmap, 321, 123);
  }

  private static byte[] webp(String kind, Consumer<ByteBuffer> fields) {
    byte[] file = Arrays.copyOf(("RIFF....WEBP" + kind).getBytes(ISO_8859_1), 40);
    fields.accept(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    return file;
  }

  /** A JPEG with an Exif part that holds one entry, the orientation. */
  private static byte[] photograph(int orientation, ByteOrder order) throws IOException {
    byte[] jpeg = image("jpg", 321, 123);
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 10 + tiff.capacity());
    file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + tiff.capacity()));
    file.put("Exif\0\0".getBytes(ISO_8859_1)).put(tiff.array());
    return file.put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] image(String format, int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static void assertSize(byte[] file, int width, int height) throws IOException {
    assertThat(ImageHeader.size(source(file))).hasValue(new Size(width, height));
  }

  private static ImageHeader.Source source(byte[] file) {
    return (offset, length) ->
        offset >= file.length
            ? new byte[0]
            : Arrays.copyOfRange(file, (int) offset, (int) Math.min(file.length, offset + length));
  }
}
