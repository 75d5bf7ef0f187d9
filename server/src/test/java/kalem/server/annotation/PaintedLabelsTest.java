package kalem.server.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.agreement.PaintedMask;
import kalem.annotation.agreement.PaintedPlace;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rle;
import kalem.formats.image.PngWriter;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import kalem.server.storage.FileKeys;
import kalem.server.storage.FileType;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.junit.jupiter.api.Test;

class PaintedLabelsTest {
  private static final CategorySchema SCHEMA =
      CategorySchema.of(
          Json.parse(
              """
              {"tools":[{"tool":"brush","title":"Red","schemaId":"r","color":"#FF0000"},
                {"tool":"brush","title":"Blue","schemaId":"b","color":"#0000FF"},
                {"tool":"medical-brush","title":"Bone","schemaId":"1"}],
               "classifications":[],"relations":[]}
              """));

  private final TestHub hub = TestHub.shared();

  private String stored(FileType type, String name, byte[] content) throws IOException {
    ObjectKey key = hub.bean(FileKeys.class).inProject(hub.newProject("Painted"), type, name);
    hub.bean(ObjectStore.class).put(key, new ByteArrayInputStream(content));
    return key.value();
  }

  private Map<PaintedPlace, PaintedMask> read(MaskKeys keys) {
    return hub.bean(PaintedLabels.class).of(keys, SCHEMA);
  }

  /** A row of four pixels: two red, one clear, one of no class. */
  @Test
  void pixelsBelongToTheClassOfTheirColor() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (PngWriter writer = new PngWriter(png, 4, 1, PngWriter.Pixels.RGBA)) {
      byte on = (byte) 0xFF;
      writer.row(new byte[] {on, 0, 0, on, on, 0, 0, on, 0, 0, on, 0, 0, on, 0, on});
    }
    Mask red = new Mask(4, 1);
    red.fillRow(0, 0, 2);
    assertThat(
            read(
                new MaskKeys(
                    Optional.of(stored(FileType.BRUSHES, "b.png", png.toByteArray())),
                    Optional.empty())))
        .isEqualTo(Map.of(new PaintedPlace("r", 0), PaintedMask.of(Rle.of(red))));
  }

  /** Two slices of 2 x 2: labels 0 1 1 0 and 1 0 0 2. */
  @Test
  void voxelsBelongToTheClassOfTheirLabel() throws IOException {
    ByteArrayOutputStream nrrd = new ByteArrayOutputStream();
    nrrd.write(
        "NRRD0005\ntype: uint8\ndimension: 3\nsizes: 2 2 2\nencoding: raw\n\n"
            .getBytes(StandardCharsets.US_ASCII));
    nrrd.write(new byte[] {0, 1, 1, 0, 1, 0, 0, 2});
    assertThat(
            read(
                new MaskKeys(
                    Optional.empty(),
                    Optional.of(stored(FileType.MEDICAL_BRUSHES, "v.nrrd", nrrd.toByteArray())))))
        .isEqualTo(
            Map.of(
                new PaintedPlace("1", 0),
                new PaintedMask(2, Rle.of(2, 4, new int[] {1, 2, 1, 1})),
                new PaintedPlace("2", 0),
                new PaintedMask(2, Rle.of(2, 4, new int[] {7, 1}))));
  }
}
