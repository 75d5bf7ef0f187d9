package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kalem.formats.image.PngReader;
import kalem.formats.image.PngWriter;
import kalem.formats.volume.LabelVolume;
import kalem.server.kernel.Json;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.SignedLinks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Masks that lie among the files of an import (import-format.md 8, 9). */
class MaskImportTest {
  private static final int SIZE = 1000;
  private static final int RED = 0xFFFF0000;

  @TempDir Path folder;

  /** A picture as large as the assets, its first row painted red. */
  private static byte[] brush() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PngWriter png = new PngWriter(bytes, SIZE, SIZE, PngWriter.Pixels.RGBA)) {
      byte[] row = new byte[SIZE * PngWriter.Pixels.RGBA.bytes()];
      for (int x = 0; x < SIZE; x++) {
        row[4 * x] = (byte) 0xFF;
        row[4 * x + 3] = (byte) 0xFF;
      }
      png.row(row);
      for (int y = 1; y < SIZE; y++) {
        png.row(new byte[row.length]);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] nrrd() {
    return "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 1 1 2\nencoding: ascii\n\n0 1"
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Two voxels behind a header of 352 bytes. */
  private static byte[] nifti() {
    ByteBuffer file = ByteBuffer.allocate(354).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 348);
    for (int i = 0; i < 8; i++) {
      file.putShort(40 + 2 * i, (short) new int[] {3, 1, 1, 2, 1, 1, 1, 1}[i]);
      file.putFloat(76 + 4 * i, 1);
    }
    file.putShort(70, (short) 2).putShort(72, (short) 8).putFloat(108, 352).putFloat(112, 1);
    file.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII)).put(353, (byte) 1);
    return file.array();
  }

  private static JsonNode whole(ImportFixture fixture, String externalId) {
    String id = fixture.task(externalId).path("_id").asString();
    return fixture.admin.get("/v2/task/" + id).data().path("task");
  }

  private static InputStream kept(ImportFixture fixture, JsonNode url) throws IOException {
    return fixture
        .hub
        .bean(ObjectStore.class)
        .open(fixture.hub.bean(SignedLinks.class).keyOf(url.asString()).orElseThrow());
  }

  private static byte[] zip(String items) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("labels.json", items.getBytes(StandardCharsets.UTF_8));
    files.put("masks/one.png", brush());
    return ImportFixture.zip(files);
  }

  @Test
  void aBrushMaskInTheZipIsCopied() throws IOException {
    ImportFixture fixture = new ImportFixture("Brush in a zip");
    fixture.assets("one.jpg");
    JsonNode done =
        fixture.imported(
            "labels.zip",
            zip(
                Json.write(
                    List.of(Map.of("externalId", "one.jpg", "brushDataUrl", "masks/one.png")))),
            Map.of());
    assertThat(ImportFixture.codes(done)).isEmpty();
    assertThat(done.path("tasksLabeled").asInt()).isEqualTo(1);
    assertThat(
            fixture
                .jdbc
                .sql(
                    "select count(*) from mask_object m join answer a on a.brush_key = m.object_key"
                        + " and a.project_key = m.project_key where a.project_key = ?")
                .param(fixture.key)
                .query(Long.class)
                .single())
        .as("noted, so that it is swept when nothing names it any more")
        .isEqualTo(1);
    try (PngReader mask =
        new PngReader(kept(fixture, whole(fixture, "one.jpg").path("brushDataUrl")))) {
      mask.next();
      assertThat(mask.color(7)).isEqualTo(RED);
      mask.next();
      assertThat(mask.color(7) >>> 24).isZero();
    }
  }

  @Test
  void anotherItemForTheTaskLeavesTheMaskAndItsWarnings() throws IOException {
    ImportFixture fixture = new ImportFixture("Brush and boxes");
    fixture.assets("one.jpg");
    JsonNode done =
        fixture.imported(
            "labels.zip",
            zip(
                Json.write(
                    List.of(
                        Map.of("externalId", "one.jpg", "brushDataUrl", "masks/one.png"),
                        Map.of(
                            "externalId",
                            "one.jpg",
                            "medicalBrushDataUrl",
                            "masks/missing.nrrd",
                            "objects",
                            List.of(box("a")))))),
            Map.of());
    assertThat(ImportFixture.codes(done)).containsExactly("MASK_UNREADABLE");
    assertThat(fixture.objects("one.jpg")).containsExactly("a");
    assertThat(whole(fixture, "one.jpg").path("brushDataUrl").isString()).isTrue();
  }

  @Test
  void volumesAreTheMasksThemselves() throws IOException {
    for (Map.Entry<String, byte[]> file :
        Map.of("scan.seg.nrrd", nrrd(), "scan.nii", nifti()).entrySet()) {
      ImportFixture fixture = new ImportFixture("Volume " + file.getKey());
      fixture.assets("scan.dcm");
      JsonNode done = fixture.imported(file.getKey(), file.getValue(), Map.of());
      assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("ready");
      assertThat(done.path("tasksLabeled").asInt()).as(done.toString()).isEqualTo(1);
      JsonNode url = whole(fixture, "scan.dcm").path("medicalBrushDataUrl");
      try (LabelVolume volume = LabelVolume.read(kept(fixture, url))) {
        assertThat(volume.labels()).as(file.getKey()).containsExactly(1);
      }
    }
  }

  @Test
  void nothingOfTheMachineIsReadAsAMask() throws IOException {
    Path file = Files.write(folder.resolve("mask.png"), brush());
    ImportFixture fixture = new ImportFixture("Paths");
    fixture.assets("one.jpg");
    String up = "../".repeat(file.getNameCount() + 5);
    for (String address :
        List.of(
            file.toString(),
            file.toUri().toString(),
            up + file.toString().substring(1),
            "masks/../masks/one.png",
            "/masks/one.png",
            "spooled-mask:0",
            "jar:" + file.toUri() + "!/one.png",
            fixture.hub.url() + "/health")) {
      String items = Json.write(List.of(Map.of("externalId", "one.jpg", "brushDataUrl", address)));
      for (byte[] sent : Arrays.asList(zip(items), items.getBytes(StandardCharsets.UTF_8))) {
        JsonNode done = fixture.imported("labels", sent, Map.of());
        assertThat(ImportFixture.codes(done)).as(address).contains("MASK_UNREADABLE");
        assertThat(done.path("tasksLabeled").asInt()).as(address).isZero();
      }
    }
    assertThat(whole(fixture, "one.jpg").path("brushDataUrl").isNull()).isTrue();
  }
}
