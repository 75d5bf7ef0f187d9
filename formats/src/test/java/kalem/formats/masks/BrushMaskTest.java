package kalem.formats.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.formats.masks.BrushMask.Brush;
import kalem.formats.masks.BrushMask.Checked;
import kalem.formats.masks.BrushMask.Size;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrushMaskTest {
  private static final List<Brush> TWO =
      List.of(new Brush("sky", 0x3366FF), new Brush("sea", 0x336600));
  private static final List<Brush> ONE = TWO.subList(0, 1);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private static BufferedImage image(int width, int... argb) {
    BufferedImage image =
        new BufferedImage(width, argb.length / width, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, argb.length / width, argb, 0, width);
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    ImageIO.write(image, "png", target);
    return target.toByteArray();
  }

  private Checked check(
      byte[] file, Optional<Size> size, List<Brush> brushes, Map<Integer, String> map)
      throws IOException {
    return BrushMask.check(
        new ByteArrayInputStream(file), size, brushes, map, "[3].brushDataUrl", written);
  }

  private Checked check(List<Brush> brushes, int... argb) throws IOException {
    return check(png(image(argb.length, argb)), Optional.empty(), brushes, Map.of());
  }

  private List<String> pixels() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(written.toByteArray()));
    int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(argb).mapToObj("%08X"::formatted).toList();
  }

  @Test
  void exactColorsStay() throws IOException {
    Checked checked = check(TWO, 0xFF3366FF, 0x00FFFFFF, 0xFF336600);
    assertThat(checked.isUsable()).isTrue();
    assertThat(checked.warnings()).isEmpty();
    assertThat(checked.classes()).containsExactlyInAnyOrder("sky", "sea");
    assertThat(pixels()).containsExactly("FF3366FF", "00FFFFFF", "FF336600");
  }

  @ParameterizedTest
  @CsvSource({"FF3366F7,FF3366FF", "FF3B66FF,FF3366FF", "FF3865FA,FF3366FF", "FF3366F6,00FFFFFF"})
  void colorsWithinEightAreTheNearestClass(String given, String expected) throws IOException {
    check(TWO, Integer.parseUnsignedInt(given, 16));
    assertThat(pixels()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"803366FF,FF3366FF", "7F3366FF,00FFFFFF", "013366FF,00FFFFFF"})
  void halfOpaqueCountsAsPainted(String given, String expected) throws IOException {
    check(TWO, Integer.parseUnsignedInt(given, 16));
    assertThat(pixels()).containsExactly(expected);
  }

  @Test
  void otherColorsAreListedAndLeftOut() throws IOException {
    Checked checked = check(TWO, 0xFF112233, 0xFF445566, 0xFF112233, 0xFF3366FF);
    assertThat(checked.warnings())
        .containsExactly(
            new Problem(
                ProblemCode.MASK_COLOR,
                "[3].brushDataUrl",
                "No brush class has the color #112233 (2 pixels), #445566 (1 pixels);"
                    + " these were left out."));
    assertThat(pixels()).containsExactly("00FFFFFF", "00FFFFFF", "00FFFFFF", "FF3366FF");
  }

  @Test
  void whiteMeansTheOnlyClass() throws IOException {
    assertThat(check(ONE, 0xFFFFFFFF, 0x00FFFFFF).classes()).containsExactly("sky");
    assertThat(pixels()).containsExactly("FF3366FF", "00FFFFFF");
    written.reset();
    assertThat(check(TWO, 0xFFFFFFFF, 0x00FFFFFF).warnings())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.MASK_COLOR);
  }

  @Test
  void anotherSizeIsRefused() throws IOException {
    Checked checked = check(png(image(2, 0, 0)), Optional.of(new Size(1, 2)), TWO, Map.of());
    assertThat(checked.faults())
        .containsExactly(
            new Problem(
                ProblemCode.MASK_SIZE,
                "[3].brushDataUrl",
                "The mask has 2 x 1 pixels, the asset 1 x 2."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GIF89a", "\u0089PNG\r\n\u001a\n"})
  void whatIsNoPictureIsRefused(String text) throws IOException {
    assertThat(
            check(text.getBytes(StandardCharsets.ISO_8859_1), Optional.empty(), TWO, Map.of())
                .faults())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.MASK_UNREADABLE);
  }

  @Test
  void placesInAPaletteMayNameClasses() throws IOException {
    byte[] colors = {0, 10, 20, 30};
    BufferedImage indexed =
        new BufferedImage(
            4,
            1,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 4, colors, colors, colors));
    indexed.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 1, 2, 3});
    Checked checked =
        check(png(indexed), Optional.of(new Size(4, 1)), TWO, Map.of(1, "sky", 2, "sea"));
    assertThat(pixels()).containsExactly("00FFFFFF", "FF3366FF", "FF336600", "00FFFFFF");
    assertThat(checked.warnings())
        .extracting(Problem::message)
        .containsExactly("The class map has no 3 (1 pixels); these were left out.");
  }

  @Test
  void greyValuesMayNameClasses() throws IOException {
    BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 7, 200});
    check(png(grey), Optional.empty(), TWO, Map.of(7, "sky", 200, "sea"));
    assertThat(pixels()).containsExactly("00FFFFFF", "FF3366FF", "FF336600");
    assertThat(check(png(image(1, 0)), Optional.empty(), TWO, Map.of(1, "sky")).faults())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.MASK_COLOR);
  }

  @Test
  void brushesComeFromTheSchema() {
    assertThat(
            Brush.of(
                Rows.schema(
                    "{'tools':[{'tool':'brush','schemaId':'a','title':'A','color':'#0000ff'},"
                        + "{'tool':'brush','schemaId':'b','title':'B'},"
                        + "{'tool':'point','schemaId':'c','title':'C','color':'#00FF00'}]}")))
        .containsExactly(new Brush("a", 255));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedFilesAreRefusedAndNeverThrownAt(long seed) throws IOException {
    RandomGenerator random = new SplittableRandom(seed);
    byte[] sound = png(image(5, random.ints(25, 0xFF3366F0, 0xFF336700).toArray()));
    for (int round = 0; round < 2_000; round++) {
      byte[] file = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
      for (int i = random.nextInt(4); i >= 0; i--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      written.reset();
      Checked checked = check(file, Optional.empty(), TWO, Map.of());
      assertThat(checked.isUsable() || checked.warnings().isEmpty()).isTrue();
    }
  }
}
