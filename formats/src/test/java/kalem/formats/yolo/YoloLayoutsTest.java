package kalem.formats.yolo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import kalem.annotation.json.JsonText;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts in which data sets of others come. */
class YoloLayoutsTest {
  private static final String LINE = "1 0.5 0.5 0.25 0.5\n";
  private static final String BOX =
      "[{\"title\":\"bus\",\"bounding-box\":{\"x\":30.0,\"y\":10.0,\"width\":20.0,\"height\":20.0}}]";

  @TempDir private Path folder;

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void picture(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String extension = name.substring(name.lastIndexOf('.') + 1);
    ImageIO.write(new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB), extension, file.toFile());
  }

  private Map<String, String> read() throws IOException {
    return read(folder, "{}");
  }

  private static Map<String, String> read(Path root, String config) throws IOException {
    assertThat(new YoloFormat().recognizes(root)).isTrue();
    Map<String, String> objects = new TreeMap<>();
    try (LabelReader reader = new YoloFormat().read(root, JsonText.parse(config))) {
      while (reader.hasNext()) {
        ImportEntry entry = reader.next();
        switch (entry) {
          case ImportItem item ->
              objects.put(
                  item.externalId().orElseThrow(), item.labels().path("objects").toString());
          case FaultyItem faulty ->
              objects.put(faulty.externalId().orElseThrow(), faulty.problem().code().name());
        }
      }
    }
    return objects;
  }

  @Test
  void ultralyticsWithSplits() throws IOException {
    put(
        "data.yaml",
        "path: ../x\ntrain: images/train\nval: images/val\nnames:\n  0: car\n  1: bus\n");
    put("labels/train/deep/a.txt", LINE);
    put("labels/val/b.txt", "");
    picture("images/train/deep/a.PNG");
    picture("images/val/b.jpg");
    assertThat(read()).isEqualTo(Map.of("deep/a.PNG", BOX, "b.jpg", "[]"));
  }

  @Test
  void splitsOutsideAsRoboflowHasThem() throws IOException {
    put(
        "data.yaml",
        "train: ../train/images\nval: ../valid/images\nnc: 2\nnames: ['car', \"bus\"]\n");
    put("README.roboflow.txt", "made by someone");
    put("train/labels/a.txt", LINE);
    picture("train/images/a.jpg");
    put("valid/labels/b.txt", LINE);
    picture("valid/images/b.png");
    assertThat(read()).isEqualTo(Map.of("a.jpg", BOX, "b.png", BOX));
  }

  @Test
  void picturesBesideTheirLabelsWithClassesInText() throws IOException {
    put("classes.txt", "car\nbus\n\n");
    put("a.txt", LINE);
    picture("a.jpg");
    put("sub/b.txt", LINE);
    picture("sub/b.bmp");
    assertThat(read()).isEqualTo(Map.of("a.jpg", BOX, "sub/b.bmp", BOX));
  }

  @Test
  void darknetWithListsInTheFolderData() throws IOException {
    put(
        "obj.data",
        "classes = 2\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n");
    put("obj.names", "car\nbus\n");
    put("train.txt", "data/obj_train_data/sub/a.jpg\ndata/obj_train_data/without.jpg\n");
    put("obj_train_data/sub/a.txt", LINE);
    picture("obj_train_data/sub/a.jpg");
    put("obj_train_data/not-listed.txt", LINE);
    assertThat(read()).isEqualTo(Map.of("sub/a.jpg", BOX));
  }

  @Test
  void listsWithPathsOfAnotherMachine() throws IOException {
    put("data.yaml", "train: train.txt\nnames: [car, bus]\n");
    put("train.txt", "/home/someone/set/train/images/a.jpg\nC:\\sets\\images\\b.jpg\n");
    put("train/labels/a.txt", LINE);
    put("labels/b.txt", LINE);
    assertThat(read(folder, "{\"sizes\":{\"a.jpg\":[80,40],\"b\":[80,40]}}"))
        .isEqualTo(Map.of("a.jpg", BOX, "b.jpg", BOX));
  }

  @Test
  void listsThatFitNothingAreNotTheLastWord() throws IOException {
    put("data.yaml", "train: train.txt\nnames: [car, bus]\n");
    put("train.txt", "/gone/x.jpg\n");
    put("labels/a.txt", LINE);
    picture("images/a.gif");
    assertThat(read()).isEqualTo(Map.of("a.gif", BOX));
  }

  @Test
  void withoutASizeThereAreNoPixels() throws IOException {
    put("data.yaml", "names: [car, bus]\n");
    put("labels/a.txt", LINE);
    put("labels/b.txt", "");
    put("labels/c.txt", LINE);
    put("images/c.jpg", "no picture");
    assertThat(read()).isEqualTo(Map.of("a", "SIZE_UNKNOWN", "b", "[]", "c.jpg", "SIZE_UNKNOWN"));
  }

  @Test
  void namesThatYamlTakesForSomethingElse() throws IOException {
    put("data.yaml", "names: {1: no, 0: 3, 2: ~}\n");
    put("labels/a.txt", "0 .5 .5 .1 .1\n1 .5 .5 .1 .1\n2 .5 .5 .1 .1\n");
    picture("images/a.png");
    assertThat(read().get("a.png"))
        .contains("\"title\":\"3\"", "\"title\":\"no\"", "\"title\":\"~\"");
  }

  @Test
  void theLinesTellWhatTheyAre() throws IOException {
    put("data.yaml", "names: [car, bus]\n");
    picture("images/a.png");
    String corners = "0 0.1 0.1 0.1 0.5 0.5 0.5 0.5 0.1\n";
    put("labels/a.txt", corners);
    assertThat(read().get("a.png")).contains("rotated-bounding-box");
    put("labels/a.txt", corners + "0 0.1 0.1 0.1 0.5 0.5 0.5\n" + LINE);
    assertThat(read().get("a.png"))
        .contains("\"polygon\"", "\"bounding-box\"")
        .doesNotContain("rotated");
    put("data.yaml", "names: [car]\nkpt_shape: [2, 2]\n");
    put("labels/a.txt", "0 0.5 0.5 0.2 0.2 0.4 0.4 0 0\n");
    assertThat(read().get("a.png")).contains("\"title\":\"car 1\"").doesNotContain("car 2");
  }

  @Test
  void aZipIsReadAsItIs() throws IOException {
    put("data.yaml", "names: [car, bus]\n");
    put("labels/a.txt", LINE);
    picture("images/a.png");
    Path zip = Files.createTempFile("set", ".zip");
    Files.delete(zip);
    try (FileSystem files =
        FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
      for (String name : List.of("data.yaml", "labels/a.txt", "images/a.png")) {
        Path target = files.getPath(name);
        if (target.getParent() != null) {
          Files.createDirectories(target.getParent());
        }
        Files.copy(folder.resolve(name), target);
      }
    }
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      assertThat(read(files.getPath("/"), "{}")).isEqualTo(Map.of("a.png", BOX));
    } finally {
      Files.delete(zip);
    }
  }
}
