package kalem.formats.kitti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.JsonText;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CuboidTest {
  @TempDir private Path folder;

  @Test
  void aCuboidGoesIntoTheFrameOfTheCameraAndBack() throws IOException {
    Answer answer =
        Rows.answer(
            """
            {'tools':[{'objectId':'o','schemaId':'car','title':'Car','pct':{'shape':'cuboid','frame':0,
               'center':{'x':20,'y':-3,'z':0.5},'size':{'x':4.2,'y':1.8,'z':1.5},
               'rotation':{'x':0,'y':0,'z':0.25},
               'projections':[{'camera':'c','box':{'x':10,'y':20,'width':30,'height':40}}]}}],
             'classifications':[],'relations':[]}
            """);
    LabelWriter writer =
        new KittiFormat()
            .write(
                new FolderSink(folder),
                Rows.schema("{'tools':[{'tool':'pct','title':'Car','schemaId':'car'}]}"),
                JsonText.parse("{}"));
    writer.write(Rows.of("000001.png", "u", "{}", answer));
    writer.finish();
    // The car stands 20 m ahead and 3 m to the right, its bottom 0.25 m below the camera.
    assertThat(Files.readString(folder.resolve("label_2/000001.txt")))
        .isEqualTo(
            "Car 0.00 0 -10.00 10.00 20.00 40.00 60.00"
                + " 1.5000 1.8000 4.2000 3.0000 0.2500 20.0000 -1.8208\n");
    JsonNode back = read("cuboids").path("pct");
    assertThat(back.at("/center/x").doubleValue()).isCloseTo(20, within(1e-4));
    assertThat(back.at("/center/y").doubleValue()).isCloseTo(-3, within(1e-4));
    assertThat(back.at("/center/z").doubleValue()).isCloseTo(0.5, within(1e-4));
    assertThat(back.at("/size/x").doubleValue()).isCloseTo(4.2, within(1e-4));
    assertThat(back.at("/rotation/z").doubleValue()).isCloseTo(0.25, within(1e-4));
    assertThat(back.at("/projections/0/box/width").doubleValue()).isEqualTo(30);
    assertThat(read("boxes").path("bounding-box").path("height").doubleValue()).isEqualTo(40);
  }

  private JsonNode read(String objects) throws IOException {
    JsonNode config = JsonText.parse("{\"objects\":\"" + objects + "\"}");
    try (LabelReader reader = new KittiFormat().read(folder, config)) {
      return ((ImportItem) reader.next()).labels().path("objects").get(0);
    }
  }
}
